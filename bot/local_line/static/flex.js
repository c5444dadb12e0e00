// Draws a Flex message as LINE does: container → blocks → components. Follows LINE's reference for sizes and defaults.
// `tap(action)` is called with the action object of whatever was tapped.

import { make } from "./dom.js";

const LETTERS = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const GAPS = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const BORDERS = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };
const BUBBLES = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 };
const PICTURES = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
const ALONG = { "flex-start": "flex-start", center: "center", "flex-end": "flex-end", "space-between": "space-between",
  "space-around": "space-around", "space-evenly": "space-evenly" };
const SIDES = { start: "flex-start", top: "flex-start", center: "center", end: "flex-end", bottom: "flex-end" };
const BLOCKS = ["header", "hero", "body", "footer"];
const BLOCK_PADDING = { header: "20px", hero: "0", body: "20px", footer: "10px" };

// "md" → "8px"; "12px" and "50%" stay.
function length(value, table) {
  if (value === undefined) return "";
  return value in table ? `${table[value]}px` : value;
}

function letterSize(component, fallback) {
  const px = length(component.size ?? fallback, LETTERS);
  return component.scaling ? `calc(${px} * var(--letters))` : px;
}

export function renderFlex(container, tap) {
  if (container.type !== "carousel") return bubble(container, tap);
  const label = `${container.contents.length} ใบ เลื่อนดูได้`;
  const bubbles = container.contents.map((one) => bubble(one, tap));
  return make("div", { className: "flex-carousel", role: "group", "aria-label": label, tabIndex: 0 }, bubbles);
}

function bubble(container, tap) {
  const made = make("div", { className: "flex-bubble" });
  made.style.width = `${BUBBLES[container.size ?? "mega"]}px`;
  made.dir = container.direction ?? "ltr";
  for (const name of BLOCKS) {
    if (!container[name]) continue;
    const style = container.styles?.[name] ?? {};
    const block = component(container[name], undefined, tap);
    block.classList.add("flex-block", name);
    if (container[name].type === "box" && !hasPadding(container[name])) block.style.padding = BLOCK_PADDING[name];
    if (style.backgroundColor) block.style.backgroundColor = style.backgroundColor;
    if (style.separator) made.append(line(style.separatorColor, "vertical"));
    made.append(block);
  }
  if (container.action) cover(made, container.action, tap);
  return made;
}

const hasPadding = (box) => Object.keys(box).some((name) => name.startsWith("padding"));

const COMPONENTS = { box, text, button, separator, image, icon, filler: () => make("div"), spacer };

function component(one, parent, tap) {
  const draw = COMPONENTS[one.type];
  if (!draw) return make("p", { className: "flex-unknown" }, `(${one.type})`);
  const made = draw(one, tap, parent);
  made.classList.add("flex-part");
  if (parent) placed(made, one, parent);
  if (one.position === "absolute") made.style.position = "absolute";
  for (const [name, side] of [["offsetTop", "top"], ["offsetBottom", "bottom"], ["offsetStart", "insetInlineStart"],
    ["offsetEnd", "insetInlineEnd"]]) {
    if (one[name] !== undefined) made.style[side] = length(one[name], GAPS);
  }
  return made;
}

// How much of its box a component takes: in vertical boxes what it needs, in horizontal ones an equal share.
function placed(made, one, parent) {
  const vertical = parent.layout === "vertical";
  const share = one.flex ?? (one.type === "filler" ? 1 : vertical || one.type === "icon" ? 0 : 1);
  const fixed = one.type === "separator" || (!vertical && one.width !== undefined);
  made.style.flex = share > 0 && !fixed ? `${share} 0 ${vertical ? "auto" : "0px"}` : "0 0 auto";
  if (vertical && one.width === undefined && one.type !== "image") made.style.alignSelf = "stretch";
  if (one.gravity && !vertical) made.style.alignSelf = SIDES[one.gravity];
}

function box(one, tap) {
  const made = make("div", { className: `flex-box ${one.layout}` });
  const side = one.layout === "vertical" ? "marginTop" : "marginInlineStart";
  (one.contents ?? []).forEach((child, index) => {
    const drawn = component(child, one, tap);
    const gap = child.margin ?? (index ? one.spacing : undefined);
    if (gap) drawn.style[side] = length(gap, GAPS);
    made.append(drawn);
  });
  const style = made.style;
  for (const [name, property] of [["paddingAll", "padding"], ["paddingTop", "paddingTop"],
    ["paddingBottom", "paddingBottom"], ["paddingStart", "paddingInlineStart"], ["paddingEnd", "paddingInlineEnd"]]) {
    if (one[name] !== undefined) style[property] = length(one[name], GAPS);
  }
  for (const name of ["width", "height", "maxWidth", "maxHeight", "backgroundColor", "borderColor"]) {
    if (one[name] !== undefined) style[name] = one[name];
  }
  if (one.cornerRadius) style.borderRadius = length(one.cornerRadius, GAPS);
  if (one.borderWidth) style.borderWidth = length(one.borderWidth, BORDERS);
  if (one.justifyContent) style.justifyContent = ALONG[one.justifyContent];
  if (one.alignItems) style.alignItems = ALONG[one.alignItems];
  if (one.background?.type === "linearGradient") {
    const { angle, startColor, endColor } = one.background;
    style.backgroundImage = `linear-gradient(${angle}, ${startColor}, ${endColor})`;
  }
  if (one.action) cover(made, one.action, tap);
  return made;
}

function text(one, tap) {
  const made = make("p", { className: "flex-text" });
  if (one.contents?.length) made.append(...one.contents.map((span) => dressed(make("span", {}, span.text), span)));
  else made.textContent = one.text;
  dressed(made, one, "md");
  made.classList.toggle("wraps", one.wrap === true);
  if (one.align) made.style.textAlign = one.align;
  if (one.lineSpacing) made.style.lineHeight = `calc(1.45em + ${one.lineSpacing})`;
  if (one.maxLines) {
    made.classList.add("lines");
    made.style.webkitLineClamp = one.maxLines;
  }
  if (one.action) cover(made, one.action, tap);
  return made;
}

function dressed(made, one, fallback) {
  const style = made.style;
  if (one.size ?? fallback) style.fontSize = letterSize(one, fallback);
  if (one.color) style.color = one.color;
  if (one.weight) style.fontWeight = one.weight === "bold" ? "700" : "400";
  if (one.style) style.fontStyle = one.style;
  if (one.decoration && one.decoration !== "none") style.textDecoration = one.decoration;
  return made;
}

function button(one, tap) {
  const action = one.action;
  const inner = make("span", { className: "flex-label" }, action.label ?? "");
  const made = opener(action, tap, `flex-button ${one.style ?? "link"} ${one.height ?? "md"}`, inner);
  if (one.scaling) made.style.fontSize = "calc(16px * var(--letters))";
  if (one.adjustMode === "shrink-to-fit") made.dataset.shrink = "";
  if (one.color) made.style[(one.style ?? "link") === "link" ? "color" : "backgroundColor"] = one.color;
  return made;
}

// A link where something opens, a button where something is sent.
function opener(action, tap, className, ...children) {
  const name = children.length ? {} : { "aria-label": action.label ?? action.text ?? action.displayText ?? "แตะ" };
  if (action.type !== "uri") {
    return make("button", { type: "button", className, onclick: () => tap(action), ...name }, ...children);
  }
  const outside = action.uri.startsWith("tel:") ? {} : { target: "_blank", rel: "noopener" };
  return make("a", { className, href: action.uri, ...outside, ...name }, ...children);
}

// A tappable box keeps its words readable one by one: the button lies over them and has a name of its own.
function cover(made, action, tap) {
  made.classList.add("tappable");
  made.append(opener(action, tap, "flex-cover"));
}

function separator(one, _tap, parent) {
  return line(one.color, parent?.layout ?? "vertical");
}

function line(color, layout) {
  const made = make("div", { className: `flex-line ${layout === "vertical" ? "lies" : "stands"}`, role: "presentation" });
  if (color) made.style.backgroundColor = color;
  return made;
}

function image(one, tap) {
  const made = make("div", { className: "flex-picture" });
  const [width, height] = (one.aspectRatio ?? "1:1").split(":").map(Number);
  made.style.aspectRatio = `${width} / ${height}`;
  made.style.width = one.size === "full" ? "100%" : length(one.size ?? "md", PICTURES);
  if (one.backgroundColor) made.style.backgroundColor = one.backgroundColor;
  made.style.alignSelf = SIDES[one.align ?? "center"];
  const picture = make("img", { src: one.url, alt: "" });
  picture.style.objectFit = one.aspectMode === "cover" ? "cover" : "contain";
  made.append(picture);
  if (one.action) cover(made, one.action, tap);
  return made;
}

function icon(one) {
  const made = make("img", { className: "flex-icon", src: one.url, alt: "" });
  const [width, height] = (one.aspectRatio ?? "1:1").split(":").map(Number);
  made.style.height = length(one.size ?? "md", LETTERS);
  made.style.aspectRatio = `${width} / ${height}`;
  return made;
}

function spacer(one) {
  const made = make("div");
  made.style.padding = length(one.size ?? "md", GAPS);
  return made;
}

// Labels of buttons in "shrink-to-fit" get smaller letters until they fit. Needs the bubble to be on the page.
export function fitLabels(root) {
  for (const made of root.querySelectorAll("[data-shrink]")) {
    const label = made.firstElementChild;
    let px = parseFloat(getComputedStyle(made).fontSize);
    while (label.scrollWidth > label.clientWidth && px > 9) made.style.fontSize = `${(px -= 0.5)}px`;
  }
}
