// Beside the phone: who is talking and where, other things to send, and the sheets these become on a phone.

import { by, make } from "./dom.js";

const SENDS = [["sticker", "😊", "สติกเกอร์"], ["image", "🖼️", "รูปภาพ"], ["audio", "🎤", "เสียง"], ["video", "🎬", "วิดีโอ"],
  ["file", "📄", "ไฟล์"], ["location", "📍", "ตำแหน่ง"]];
const LETTERS = [["1", "ปกติ"], ["1.2", "ใหญ่"], ["1.4", "ใหญ่มาก"]];

function choice(label, isChosen, choose) {
  return make("button", { type: "button", className: "choice", "aria-pressed": String(isChosen), onclick: choose }, label);
}

export function setUpTools(session) {
  const draw = () => {
    // Redrawn under the hand that tapped: the choice keeps its focus.
    const focused = document.activeElement?.closest?.(".choices")?.id;
    by("people").replaceChildren(...[...session.people.values()].map((person) =>
      choice(person.name, person.key === session.who, () => session.turnTo(person.key, session.inGroup))));
    by("chats").replaceChildren(
      choice("คุยส่วนตัวกับครูถาม", !session.inGroup, () => session.turnTo(session.who, false)),
      choice("กลุ่มครู มีครูถามอยู่ด้วย", session.inGroup, () => session.turnTo(session.who, true)));
    if (focused) by(focused).querySelector("[aria-pressed=true]")?.focus();
    const [off, on] = session.inGroup ? ["นำบอทออกจากกลุ่ม", "เชิญบอทเข้ากลุ่ม"] : ["บล็อกบอท", "เลิกบล็อกบอท"];
    by("friendship").textContent = session.isOff ? on : off;
    by("chat-name").textContent = session.inGroup ? `กลุ่มครู (${session.people.size + 1})` : session.bot;
    by("chat-note").textContent = `คุยในฐานะ ${session.person.name}`;
    by("phone").setAttribute("aria-label", session.inGroup ? "แชทกลุ่ม" : `แชทกับ${session.bot}`);
    for (const button of by("sends").children) button.disabled = session.isOff;
  };
  by("sends").append(...SENDS.map(([kind, picture, name]) =>
    make("button", { type: "button", className: "plain", onclick: () => done(() => session.act({ act: "send", kind })) },
      make("span", { "aria-hidden": "true" }, picture), ` ${name}`)));
  by("redeliver").onclick = () => done(() => session.act({ act: "redeliver" }));
  by("friendship").onclick = () => done(() => session.befriend(session.isOff));
  by("new-person").onclick = () => done(() => session.meetNew());
  setUpLetters();
  setUpSheets();
  session.addEventListener("turned", draw);
  draw();
}

// What was done shows in the chat, so a sheet over it closes.
function done(run) {
  run();
  closeSheet();
}

function setUpLetters() {
  const draw = (chosen) => {
    document.documentElement.style.setProperty("--letters", chosen);
    by("letters").replaceChildren(...LETTERS.map(([value, name]) => choice(name, value === chosen, () => {
      draw(value);
      by("letters").querySelector("[aria-pressed=true]").focus();
    })));
  };
  draw("1");
}

let opened = null;

function setUpSheets() {
  for (const name of ["tools", "wire"]) {
    by(`open-${name}`).onclick = () => openSheet(name);
    document.querySelector(`[data-close=${name}]`).onclick = closeSheet;
  }
  document.addEventListener("keydown", (pressed) => {
    if (pressed.key === "Escape") closeSheet();
  });
}

function openSheet(name) {
  opened = name;
  by(name).classList.add("open");
  by("phone").inert = true;
  by(`open-${name}`).setAttribute("aria-expanded", "true");
  by(name).querySelector(".close").focus();
}

function closeSheet() {
  if (!opened) return;
  const name = opened;
  opened = null;
  by(name).classList.remove("open");
  by("phone").inert = false;
  by(`open-${name}`).setAttribute("aria-expanded", "false");
  by(`open-${name}`).focus();
}
