// Somebody who has a keyboard and nothing else: every stop of Tab must show the focus, be in sight and come after the one before it.
// Used by the keyboard passes of the journeys under tests/browser.
import assert from 'node:assert/strict';

const stops_max = 250;
/** A field for dates has several stops of its own; an element that keeps the focus longer is a trap. */
const stays_max = 8;

/** Runs in the page. Without `wanted`: notes where the focus is before a Tab, wherever an act has put it. With it, after the Tab: what
 * has the focus now, and whether the stop before looked otherwise while it had it. */
function look_at_stop(wanted) {
  const shown_of = (node) => node.closest('.co-choice, .co-check, .co-envelope__rank') ?? node;
  const looks_of = (node) => [...new Set([node, shown_of(node)])].map((one) => {
    const style = getComputedStyle(one);
    return { ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, text: [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor, style.backgroundColor].join(' ') };
  });
  const before = globalThis.stop_before;
  const node = document.activeElement ?? document.body;
  if (node === document.body) { globalThis.stop_before = undefined; return { is_around: true }; }
  if (wanted === undefined) { globalThis.stop_before = { node, looks: looks_of(node) }; return undefined; }
  const found = { is_there: node.matches(wanted), html: node.outerHTML.slice(0, 120) };
  const looks = looks_of(node);
  const box = shown_of(node).getBoundingClientRect();
  found.is_seen = looks.some(({ ring }) => ring);
  found.is_in_sight = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  found.is_ordered = node.tabIndex === 0;
  if (before?.node.isConnected) {
    found.stays = before.node === node;
    if (!found.stays) found.is_ordered &&= Boolean(before.node.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
    // Where the page itself put the focus (a heading, the main part) is no stop.
    if (!found.stays && before.node.tabIndex === 0 && before.looks.map(({ text }) => text).join() === looks_of(before.node).map(({ text }) => text).join()) found.same_without = before.node.outerHTML.slice(0, 120);
  }
  return found;
}

export class Keyboard {
  constructor(page) { this.page = page; }

  /** Tabs until what `selector` means has the focus. */
  async to(selector) {
    let stays = 0;
    let rounds = 0;
    for (let i = 0; i < stops_max; i += 1) {
      await this.page.evaluate(look_at_stop);
      await this.page.keyboard.press('Tab');
      const stop = await this.page.evaluate(look_at_stop, selector);
      if (stop.is_around) { rounds += 1; assert.ok(rounds < 2, `the keyboard never reaches ${selector}`); continue; }
      assert.ok(stop.is_seen, `no visible focus on ${stop.html}`);
      assert.ok(stop.is_in_sight, `the focus is out of sight: ${stop.html}`);
      assert.ok(stop.is_ordered, `the focus jumps back to ${stop.html}`);
      assert.equal(stop.same_without, undefined, 'it looked the same with the focus and without');
      stays = stop.stays ? stays + 1 : 0;
      assert.ok(stays < stays_max, `the focus cannot leave ${stop.html}`);
      if (stop.is_there) return;
    }
    assert.fail(`the keyboard never reaches ${selector}`);
  }

  /** A new page begins at its top: the link past the menus is the first stop, and leads to what the page is about. */
  async skip_menus() {
    await this.to('.co-skip');
    await this.press('Enter');
    assert.ok(await this.page.evaluate(() => document.activeElement.closest('main') !== null || document.activeElement === document.body), 'the first link leads to the main part');
  }

  press(...keys) { return keys.reduce((done, key) => done.then(() => this.page.keyboard.press(key)), Promise.resolve()); }

  /** Types into a field; what stood there is replaced. */
  async write(selector, words) {
    await this.to(selector);
    await this.press('Control+a');
    await this.page.keyboard.type(words);
    assert.equal(await this.page.evaluate(() => document.activeElement.value), words);
  }

  async tick(selector, is_ticked = true) {
    await this.to(selector);
    await this.press('Space');
    assert.equal(await this.page.evaluate(() => document.activeElement.checked), is_ticked);
  }

  /** From the chosen radio button or option on with the arrow until `value` is chosen. */
  async choose(selector, value) {
    await this.to(selector);
    await this.arrow_to(value);
  }

  async arrow_to(value) {
    for (let i = 0; i < 40; i += 1) {
      if (await this.page.evaluate((wanted) => document.activeElement.value === wanted && document.activeElement.checked !== false, value)) return;
      await this.press('ArrowDown');
    }
    assert.fail(`the arrow never comes to ${value}`);
  }

  async activate(selector, key = 'Enter') {
    await this.to(selector);
    await this.press(key);
  }
}
