// The start: ask what there is, put the parts together, listen for what happens.

import { messageMenu, setUpComposer } from "./composer.js";
import { Log } from "./log.js";
import { setUpMenu } from "./menu.js";
import { Session } from "./session.js";
import { getState } from "./talk.js";
import { setUpTools } from "./tools.js";
import { setUpWire } from "./wire.js";

const session = new Session(await getState());
const showRaw = setUpWire(session);
setUpTools(session);
setUpMenu(session);
setUpComposer(session);
const log = new Log(session, showRaw, messageMenu(session, showRaw));
await document.fonts.ready;
log.redraw();
session.listen();
await session.meet();
document.documentElement.dataset.ready = "";
