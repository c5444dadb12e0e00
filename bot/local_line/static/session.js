// What the page knows: who is talking where, and every entry so far. Parts of the page listen for changes.

import * as talk from "./talk.js";
import { toast } from "./dom.js";

export const GROUP = "group";

export class Session extends EventTarget {
  constructor(state) {
    super();
    this.bot = state.bot;
    this.menus = state.menus;
    this.people = new Map(state.people.map((person) => [person.key, person]));
    this.groupHasBot = state.groupHasBot;
    this.entries = state.entries;
    [this.who, this.inGroup] = this.#wanted();
  }

  // The address keeps who is talking where: "#head/group".
  #wanted() {
    const [who, where] = decodeURIComponent(location.hash.slice(1)).split("/");
    return [this.people.has(who) ? who : [...this.people.keys()][0], where === GROUP];
  }

  get person() {
    return this.people.get(this.who);
  }

  get chat() {
    return this.inGroup ? GROUP : this.who;
  }

  get isOff() {
    return this.inGroup ? !this.groupHasBot : this.person.hasBlocked;
  }

  here() {
    return this.entries.filter((entry) => entry.chat === this.chat);
  }

  #changed(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }

  async turnTo(who, inGroup) {
    this.who = who;
    this.inGroup = inGroup;
    history.replaceState(null, "", `#${who}${inGroup ? `/${GROUP}` : ""}`);
    this.#changed("turned");
    await this.meet();
  }

  // Nobody talks to a bot they have not added: the first visit adds it, and the bot says hello.
  async meet() {
    if (this.inGroup && !this.groupHasBot && !this.here().length) await this.befriend(true);
    if (!this.inGroup && !this.person.isFriend && !this.person.hasBlocked) await this.befriend(true);
  }

  async befriend(follows) {
    const acts = this.inGroup ? ["invite", "remove"] : ["follow", "block"];
    if (this.inGroup) this.groupHasBot = follows;
    else Object.assign(this.person, { isFriend: follows, hasBlocked: !follows });
    await this.act({ act: acts[follows ? 0 : 1] });
    this.#changed("turned");
  }

  async meetNew() {
    const person = await talk.newPerson(this.who.split("-")[0]);
    this.people.set(person.key, person);
    await this.turnTo(person.key, false);
  }

  // Something done with the phone. Returns the webhook it became, null when it became none.
  async act(asked) {
    try {
      const entry = await talk.act({ chat: this.chat, who: this.who, ...asked });
      this.take([entry]);
      return entry;
    } catch (fault) {
      toast(`ส่งไม่สำเร็จ: ${fault.message}`);
      return null;
    }
  }

  take(entries) {
    for (const entry of entries) {
      const at = this.entries.findIndex((known) => known.number === entry.number);
      if (at < 0) this.entries.push(entry);
      else if (entry.status === null) continue; // an older picture of what is known already
      else this.entries[at] = entry;
      this.#changed("entry", { entry, isNew: at < 0 });
    }
  }

  async listen() {
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    let last = this.entries.at(-1)?.number ?? 0;
    for (;;) {
      const asked = performance.now();
      try {
        const fresh = await talk.entriesAfter(last);
        this.take(fresh);
        last = fresh.at(-1)?.number ?? last;
        // With many pages open the server does not hold the question; then it is not asked all the time.
        if (!fresh.length && performance.now() - asked < 500) await pause(500);
      } catch (fault) {
        // The bot was started anew and knows nothing of this conversation.
        if (fault.status === 409) location.reload();
        await pause(1500);
      }
      if (document.hidden) {
        await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
      }
    }
  }
}
