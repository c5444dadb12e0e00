// The conversation as LINE shows it. Bubbles are drawn from the bytes that went over the wire, nothing else.

import { perform } from "./actions.js";
import { by, clock, make } from "./dom.js";
import { fitLabels, renderFlex } from "./flex.js";
import { GROUP } from "./session.js";

const REPLY = "/v2/bot/message/reply";
const LOADING = "/v2/bot/chat/loading/start";
const PICTURED = { sticker: ["😊", "สติกเกอร์"], image: ["🖼️", "รูปภาพ"], video: ["🎬", "วิดีโอ"], audio: ["🎤", "ข้อความเสียง"],
  file: ["📄", "ไฟล์ plan.pdf"], location: ["📍", "ตำแหน่ง"] };
const SAID = {
  follow: (event) => (event.follow.isUnblocked ? "เลิกบล็อกครูถามแล้ว" : "เพิ่มครูถามเป็นเพื่อนแล้ว"),
  unfollow: () => "บล็อกครูถามแล้ว",
  join: () => "เชิญครูถามเข้ากลุ่มแล้ว",
  leave: () => "นำครูถามออกจากกลุ่มแล้ว",
};

export class Log {
  constructor(session, showRaw, openMenu) {
    this.session = session;
    this.showRaw = showRaw;
    this.openMenu = openMenu;
    this.place = by("log");
    session.addEventListener("turned", () => this.redraw());
    session.addEventListener("entry", (happened) => this.#take(happened.detail));
    this.place.addEventListener("scroll", () => this.#offerEnd());
    by("to-end").onclick = () => this.#toEnd();
    this.redraw();
  }

  redraw() {
    // Old messages are not news: nothing is read out while they are put back.
    this.place.setAttribute("aria-live", "off");
    this.place.replaceChildren();
    for (const entry of this.session.here()) this.#draw(entry);
    this.#quick();
    this.#toEnd("instant");
    setTimeout(() => this.place.setAttribute("aria-live", "polite"), 100);
  }

  #take({ entry, isNew }) {
    if (entry.chat !== this.session.chat) return;
    if (!isNew) {
      this.#status(entry);
      return;
    }
    const drawn = this.#draw(entry);
    this.#quick();
    if (drawn?.classList.contains("theirs")) this.#toStart(drawn);
    else this.#toEnd();
  }

  #draw(entry) {
    const before = this.place.lastElementChild;
    if (entry.kind === "webhook") this.#drawEvent(entry);
    else this.#drawCall(entry);
    const drawn = before ? before.nextElementSibling : this.place.firstElementChild;
    if (drawn) fitLabels(this.place);
    return drawn;
  }

  // ---------------------------------------------------------------- what people do

  #drawEvent(entry) {
    const event = JSON.parse(entry.body).events[0];
    if (event.deliveryContext.isRedelivery) this.#line("ส่งเหตุการณ์ซ้ำแล้ว บอทรู้จักแล้วจึงไม่ตอบอีก", entry);
    else if (event.type === "message") this.#drawMessage(entry, event);
    else if (event.type === "messageEdited") this.#edit(entry, event);
    else if (event.type === "unsend") this.#unsend(entry, event);
    else if (event.type === "postback" && entry.display) this.#own(entry, null, entry.display);
    else if (event.type in SAID) this.#line(SAID[event.type](event), entry);
  }

  #drawMessage(entry, event) {
    const message = event.message;
    const [picture, name] = PICTURED[message.type] ?? [];
    const author = [...this.session.people.values()].find((person) => person.userId === event.source.userId);
    if (entry.chat === GROUP && author && author.key !== this.session.who) {
      this.#theirs(entry, author.name, [make("div", { className: "text-bubble" }, message.text ?? `${picture} ${name}`)]);
    } else if (message.type === "text") this.#own(entry, message.id, message.text);
    else this.#own(entry, message.id, make("span", { className: "pictured", role: "img", "aria-label": name }, picture));
  }

  #own(entry, messageId, words) {
    const bubble = messageId
      ? make("button", { type: "button", className: "text-bubble", "aria-haspopup": "menu" }, words)
      : make("div", { className: "text-bubble" }, words);
    if (messageId) {
      bubble.dataset.message = messageId;
      bubble.onclick = () => this.openMenu(bubble, entry);
    }
    const status = make("span", { className: "status" });
    const meta = make("p", { className: "meta" }, status, make("time", {}, clock(entry.at)));
    this.place.append(make("div", { className: "row own", "data-entry": entry.number }, meta, bubble));
    this.#status(entry);
  }

  #status(entry) {
    const status = this.place.querySelector(`[data-entry="${entry.number}"] .status`);
    if (status) status.textContent = entry.status === 200 ? "อ่านแล้ว" : entry.status === null ? "" : "ส่งไม่ถึงบอท";
  }

  #edit(entry, event) {
    const bubble = this.place.querySelector(`[data-message="${event.message.id}"]`);
    if (bubble) {
      bubble.textContent = event.message.text;
      bubble.closest(".row").classList.add("edited");
    }
    this.#line(`แก้ไขข้อความเป็น “${event.message.text}”`, entry);
  }

  #unsend(entry, event) {
    this.place.querySelector(`[data-message="${event.unsend.messageId}"]`)?.closest(".row").remove();
    this.#line("คุณยกเลิกข้อความ", entry);
  }

  #line(words, entry) {
    this.place.append(make("p", { className: "line", "data-entry": entry.number }, words));
  }

  // ---------------------------------------------------------------- what the bot does

  #drawCall(entry) {
    if (entry.path === REPLY && entry.status === 200) this.#drawReply(entry);
    else if (entry.path === LOADING && entry.status === 202) this.#drawLoading(entry);
  }

  #drawReply(entry) {
    this.place.querySelector(".loading")?.remove();
    const messages = JSON.parse(entry.body).messages;
    this.#theirs(entry, this.session.bot, messages.map((message) => this.#bubble(message)), true);
  }

  #drawLoading(entry) {
    const dots = make("div", { className: "text-bubble dots", role: "img", "aria-label": "กำลังพิมพ์" });
    dots.append(make("i"), make("i"), make("i"));
    const row = this.#theirs(entry, this.session.bot, [dots]);
    row.classList.add("loading");
    const seconds = JSON.parse(entry.body).loadingSeconds ?? 20;
    setTimeout(() => row.remove(), Math.max(0, entry.at + seconds * 1000 - Date.now()));
  }

  #theirs(entry, name, bubbles, isBot = false) {
    const raw = make("button", { type: "button", className: "raw", title: "ดูข้อมูลที่ส่งจริง",
      "aria-label": "ดูข้อมูลที่ส่งจริงของคำตอบนี้", onclick: () => this.showRaw(entry) }, "{ }");
    const meta = make("p", { className: "meta" }, ...(isBot ? [raw] : []), make("time", {}, clock(entry.at)));
    const face = isBot
      ? make("img", { className: "avatar", src: "/local-line/static/icon.svg", alt: "", width: 36, height: 36 })
      : make("span", { className: "avatar letter", "aria-hidden": "true" }, name[0]);
    const said = make("div", { className: "said" }, make("p", { className: "author" }, name), ...bubbles, meta);
    const row = make("div", { className: "row theirs", "data-entry": entry.number }, face, said);
    this.place.append(row);
    return row;
  }

  #bubble(message) {
    const tap = (action) => perform(this.session, action);
    if (message.type === "flex") {
      return make("div", { className: "flex", role: "group", "aria-label": "การ์ดคำตอบ" }, renderFlex(message.contents, tap));
    }
    const bubble = make("div", { className: "text-bubble" });
    if (message.quoteToken) bubble.append(make("q", {}, this.#quoted(message.quoteToken)));
    bubble.append(...linked(message.text ?? `(${message.type})`));
    return bubble;
  }

  #quoted(token) {
    for (const entry of this.session.here()) {
      if (entry.kind !== "webhook") continue;
      const message = JSON.parse(entry.body).events[0].message;
      if (message?.quoteToken === token) return message.text ?? "";
    }
    return "";
  }

  // Quick replies belong to the last message and are gone as soon as anything follows it.
  #quick() {
    const place = by("quick");
    const last = this.session.here().filter((entry) => entry.path !== LOADING && !isQuiet(entry)).at(-1);
    const isReply = last?.path === REPLY && last.status === 200;
    const items = isReply ? (JSON.parse(last.body).messages.at(-1).quickReply?.items ?? []) : [];
    place.replaceChildren(...items.map(({ action }) =>
      make("button", { type: "button", className: "chip", onclick: () => perform(this.session, action) }, action.label)));
    place.hidden = !items.length;
    place.scrollLeft = 0;
  }

  #toEnd(behavior = "auto") {
    this.place.scrollTo({ top: this.place.scrollHeight, behavior });
    this.#offerEnd();
  }

  // A long answer is read from its beginning.
  #toStart(row) {
    const asked = row.previousElementSibling;
    const first = asked?.offsetHeight < 120 ? asked : row;
    if (row.offsetTop + row.offsetHeight - first.offsetTop < this.place.clientHeight - 24) this.#toEnd();
    else this.place.scrollTo({ top: first.offsetTop - 10 });
  }

  #offerEnd() {
    const left = this.place.scrollHeight - this.place.clientHeight - this.place.scrollTop;
    by("to-end").hidden = left < 120;
  }
}

// Taps that show nothing, such as 👍, leave the quick replies where they are.
function isQuiet(entry) {
  if (entry.kind !== "webhook") return entry.path !== REPLY || entry.status !== 200;
  const event = JSON.parse(entry.body).events[0];
  return (event.type === "postback" && !entry.display) || event.deliveryContext.isRedelivery;
}

// LINE makes addresses in texts tappable.
function linked(words) {
  return words.split(/(https?:\/\/[^\s]+)/).map((piece, index) =>
    index % 2 ? make("a", { href: piece, target: "_blank", rel: "noopener" }, piece) : piece);
}
