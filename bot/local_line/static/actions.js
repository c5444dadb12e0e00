// What a tap does, as LINE documents it for each kind of action.

import { toast } from "./dom.js";

const KINDS = {
  message: (session, action) => session.act({ act: "text", text: action.text }),
  postback: (session, action) => session.act({ act: "postback", data: action.data, display: action.displayText ?? "" }),
  richmenuswitch: async (session, action) => {
    const alias = action.richMenuAliasId;
    if (await session.act({ act: "switch", alias, data: action.data })) session.person.menu = alias;
  },
  clipboard: async (_session, action) => {
    await navigator.clipboard.writeText(action.clipboardText);
    toast("คัดลอกแล้ว");
  },
  uri: (_session, action) => window.open(action.uri, "_blank", "noopener"),
};

export async function perform(session, action) {
  try {
    await KINDS[action.type](session, action);
  } catch (fault) {
    toast(`ทำไม่สำเร็จ: ${fault.message}`);
  }
}
