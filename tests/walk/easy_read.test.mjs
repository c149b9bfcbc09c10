// The easy-read switch over real sockets: a cookie or an address asks for the short texts, and neither kind of reader ever gets the other's bytes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client } from '../support/client.mjs';
import { World } from '../support/world.mjs';

const long = 'The evening lines are drawn again from the depot to the last farm.';
const short = 'We change the buses. Tell us how.';
let world, slug, without;
before(async () => {
  world = await World.open();
  ({ slug } = await world.make_redesign({ summary: { en: long }, easy_read: { en: short } }));
  without = (await world.make_redesign({ summary: { en: long } })).slug;
});
after(() => world.close());

const path = () => `/en/redesigns/${slug}`;
async function go(address, cookie = '') {
  const answer = await new Client(world.base).get(address, { headers: { accept: 'text/html', ...(cookie ? { cookie } : {}) } });
  assert.equal(answer.status, 200, address);
  return answer;
}
const lead = ({ text }) => /(?:<p class="co-lead"|co-easy--lead"><p)[^>]*>([^<]*)</.exec(text)[1];
const pressed = ({ text }) => /co-easy-switch__button[^>]*aria-pressed="(\w+)"/.exec(text)?.[1];
async function press(on, { back = path(), origin = world.base, cookie = '' } = {}) {
  const headers = { accept: 'text/html', origin, ...(cookie ? { cookie } : {}) };
  return new Client(world.base).request('POST', '/en/easy-read', { raw: new URLSearchParams({ on, back }).toString(), type: 'application/x-www-form-urlencoded', headers });
}
const cookie_of = (answer) => answer.headers['set-cookie'][0].split(';')[0];

test('one press remembers the choice in a cookie and leads back, another forgets it', async () => {
  const on = await press('1');
  assert.deepEqual([on.status, on.headers.location, cookie_of(on)], [303, path(), 'palabre_easy=1']);
  assert.match(on.headers['set-cookie'][0], /Path=\/.*SameSite=Lax.*Max-Age=31536000/);
  const page = await go(path(), cookie_of(on));
  assert.deepEqual([lead(page), pressed(page)], [short, 'true']);
  const off = await press('0', { cookie: cookie_of(on) });
  assert.match(off.headers['set-cookie'][0], /^palabre_easy=;.*Max-Age=0/);
});

test('kept bytes of the two readings never mix, whoever comes first', async () => {
  const easy = 'palabre_easy=1';
  for (const order of [['', easy, '', easy], [easy, '', easy, '']]) {
    await world.propose(world.citizen, {}, slug);  // what was kept is out of date
    for (const cookie of order) {
      const page = await go(path(), cookie);
      assert.deepEqual([lead(page), pressed(page)], cookie ? [short, 'true'] : [long, 'false']);
      const home = await go('/en/', cookie);
      assert.equal(home.text.includes(short), cookie === easy);
      assert.match(page.headers.vary, /Cookie/);
    }
  }
  const [plain, other] = [await go(path()), await go(path(), easy)];
  assert.notEqual(plain.headers.etag, other.headers.etag);
  const asked = await new Client(world.base).get(path(), { headers: { accept: 'text/html', cookie: easy, 'if-none-match': plain.headers.etag } });
  assert.equal(asked.status, 200, 'the tag of the other reading is not this one’s');
});

test('an address can ask for itself, against the cookie too, and the switch leaves that address', async () => {
  assert.equal(lead(await go(`${path()}?easy=1`)), short);
  assert.equal(lead(await go(path())), long);
  assert.equal(lead(await go(`${path()}?easy=0`, 'palabre_easy=1')), long);
  const { text } = await go(`${path()}?easy=1`);
  assert.ok(text.includes(`name="back" value="${path().replaceAll('/', '&#x2F;')}"`));
});

test('other values of the cookie, or other cookies, choose nothing', async () => {
  for (const cookie of ['palabre_easy=', 'palabre_easy=2', 'palabre_easy=11', 'xpalabre_easy=1', 'other=palabre_easy=1']) assert.equal(lead(await go(path(), cookie)), long, cookie);
});

test('a redesign without a short text says so kindly and shows the long one', async () => {
  const page = await go(`/en/redesigns/${without}`, 'palabre_easy=1');
  assert.equal(lead(page), long);
  assert.ok(page.text.includes('There is no easy-read version yet.'));
  assert.ok(!(await go(`/en/redesigns/${without}`)).text.includes('There is no easy-read version yet.'));
});

test('readers who are signed in have the switch too', async () => {
  const { token } = world.citizen;
  assert.equal(lead(await go(path(), `palabre_session=${token}; palabre_easy=1`)), short);
  assert.equal(lead(await go(path(), `palabre_session=${token}`)), long);
});

test('the switch leads nowhere else and obeys no other site', async () => {
  assert.equal((await press('1', { back: '//evil.example/' })).headers.location, '/en/');
  assert.equal((await press('1', { origin: 'https://evil.example' })).status, 403);
});
