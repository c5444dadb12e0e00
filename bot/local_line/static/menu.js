// The rich menu: one picture, and a button over each of its areas.

import { perform } from "./actions.js";
import { by, make } from "./dom.js";

const NARROW = matchMedia("(max-width: 759px)");

export function setUpMenu(session) {
  const place = by("menu");
  const toggle = by("menu-toggle");
  let open = true;
  let shown = "";

  const percent = (part, whole) => `${(100 * part) / whole}%`;

  const area = ({ bounds, action }, size) => {
    const made = make("button", { type: "button", className: "area", "aria-label": action.label ?? action.text,
      onclick: () => tapped(action) });
    made.style.left = percent(bounds.x, size.width);
    made.style.top = percent(bounds.y, size.height);
    made.style.width = percent(bounds.width, size.width);
    made.style.height = percent(bounds.height, size.height);
    return made;
  };

  const draw = () => {
    const menu = session.inGroup ? undefined : session.menus[session.person.menu];
    toggle.hidden = !menu;
    place.hidden = !menu || !open;
    toggle.setAttribute("aria-expanded", String(!place.hidden));
    if (!menu || menu.richMenuId === shown) return;
    shown = menu.richMenuId;
    place.style.aspectRatio = `${menu.size.width} / ${menu.size.height}`;
    const picture = make("img", { src: `/local-line/menus/${shown}.png`, alt: "", width: menu.size.width,
      height: menu.size.height });
    place.replaceChildren(picture, ...menu.areas.map((one) => area(one, menu.size)));
  };

  const tapped = async (action) => {
    const focus = action.type === "richmenuswitch";
    await perform(session, action);
    draw();
    if (focus) place.querySelector("button")?.focus();
  };

  toggle.onclick = () => {
    open = !open;
    draw();
  };
  // On a phone the keyboard takes the menu's place.
  by("words").addEventListener("focus", () => {
    if (!NARROW.matches || !open) return;
    open = false;
    draw();
  });
  session.addEventListener("turned", draw);
  draw();
}
