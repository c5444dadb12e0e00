// The line to type in, and the menu of one's own messages: take back, edit, look at.

import { by, make, toast } from "./dom.js";

const LINES = 5;

export function setUpComposer(session) {
  const form = by("composer");
  const words = by("words");
  const fit = () => {
    words.style.height = "auto";
    words.style.height = `${Math.min(words.scrollHeight, LINES * 24 + 20)}px`;
  };
  form.onsubmit = async (submitted) => {
    submitted.preventDefault();
    const text = words.value;
    if (!text.trim()) return;
    words.value = "";
    fit();
    await session.act({ act: "text", text });
  };
  words.oninput = fit;
  words.onkeydown = (pressed) => {
    // While an input method composes a letter, Enter belongs to it.
    if (pressed.key !== "Enter" || pressed.shiftKey || pressed.isComposing) return;
    pressed.preventDefault();
    form.requestSubmit();
  };
  by("mention").onclick = () => {
    words.setRangeText(`@${session.bot} `, words.selectionStart, words.selectionEnd, "end");
    words.focus();
  };
  const turned = () => {
    by("mention").hidden = !session.inGroup;
    by("mention").textContent = `@${session.bot}`;
    words.disabled = session.isOff;
    words.placeholder = session.isOff
      ? session.inGroup ? "ครูถามไม่อยู่ในกลุ่ม" : "คุณบล็อกครูถามอยู่"
      : session.inGroup ? `พิมพ์ @${session.bot} แล้วถาม` : "พิมพ์คำถาม";
  };
  session.addEventListener("turned", turned);
  turned();
}

export function messageMenu(session, showRaw) {
  const menu = make("div", { className: "message-menu", popover: "auto", role: "menu", "aria-label": "ข้อความของคุณ" });
  document.body.append(menu);
  const item = (label, run) =>
    make("button", { type: "button", role: "menuitem", onclick: () => { menu.hidePopover(); run(); } }, label);
  return (bubble, entry) => {
    const message = bubble.dataset.message;
    const text = bubble.textContent;
    menu.replaceChildren(item("ยกเลิกข้อความ", () => session.act({ act: "unsend", message })));
    if (session.inGroup) menu.append(item("แก้ไข", () => edit(session, message, text)));
    menu.append(
      item("คัดลอก", () => navigator.clipboard.writeText(text).then(() => toast("คัดลอกแล้ว"))),
      item("ดูเว็บฮุกที่ส่งจริง", () => showRaw(session.entries.find((one) => one.number === entry.number))),
    );
    menu.showPopover();
    const place = bubble.getBoundingClientRect();
    const below = place.bottom + menu.offsetHeight + 12 < innerHeight;
    menu.style.top = `${below ? place.bottom + 4 : Math.max(8, place.top - menu.offsetHeight - 4)}px`;
    menu.style.left = `${Math.max(8, place.right - menu.offsetWidth)}px`;
    menu.firstElementChild.focus();
  };
}

function edit(session, message, text) {
  const dialog = by("editing");
  const words = by("editing-words");
  words.value = text;
  by("editing-cancel").onclick = () => dialog.close();
  by("editing-form").onsubmit = () => session.act({ act: "edit", message, text: words.value });
  dialog.showModal();
  words.focus();
}
