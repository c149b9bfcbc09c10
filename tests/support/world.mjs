// A server with the demo, the demo's people signed in, and a fresh redesign in which each has the role of their name.
// Used by nearly every API test.
import { sign_in_demo, Client } from './client.mjs';
import { Server } from './server.mjs';

export const roles = ['facilitator', 'moderator', 'officer', 'owner'];
let count = 0;

export const in_days = (days) => new Date(Date.now() + days * 86_400_000).toISOString();
export const a_reason = 'Because the test needs it to be so.';

export class World {
  static async open(options = {}) {
    const world = new World();
    world.server = await Server.start(options);
    world.base = world.server.base;
    world.visitor = new Client(world.base);
    const names = ['citizen', 'citizen2', ...roles, 'admin'];
    const people = await Promise.all(names.map((name) => sign_in_demo(world.base, name)));
    names.forEach((name, at) => { world[name] = people[at]; });
    Object.assign(world, await world.make_redesign());
    return world;
  }

  /** A public redesign with one open phase of type ideas; the demo's people get the roles of their names. */
  async make_redesign(body = {}) {
    count += 1;
    const made = await must(201, this.admin.post('/api/v1/redesigns', {
      slug: `lab-${process.pid}-${count}`, title: { en: 'A lab', fr: 'Un labo' }, languages: ['en', 'fr'], state: 'open',
      summary: { en: 'What the lab is for.' }, promise: { en: 'Every idea is answered.' },
      phases: [{ type: 'ideas', title: { en: 'Ideas' }, state: 'open', closes_at: in_days(10) }, { type: 'follow_up', opens_at: in_days(20) }],
      ...body,
    }));
    for (const role of roles) await must(200, this.admin.put(`/api/v1/redesigns/${made.slug}/roles/${role}/${this[role].person.id}`));
    return { redesign: made, slug: made.slug, phase: made.phases[0] };
  }

  /** A published idea of `author` in the world's redesign (or another). */
  async propose(author = this.citizen, body = {}, slug = this.slug) {
    count += 1;
    return must(201, author.post(`/api/v1/redesigns/${slug}/ideas`, {
      title: `Benches at stop ${count}`, body: `People wait for bus ${count} and cannot sit down.`, language: 'en', ...body,
    }));
  }

  async comment(author, idea, body = {}) {
    count += 1;
    return must(201, author.post(`/api/v1/ideas/${idea.id}/comments`, { body: `A remark of number ${count}.`, stance: 'for', ...body }));
  }

  async last_seq() { return (await this.visitor.get('/api/v1/health')).body.seq; }

  async close() {
    await this.server.stop();
    for (const value of Object.values(this)) if (value instanceof Client) value.close();
  }
}

/** The body of an answer that must have this status. */
export async function must(status, answering) {
  const answer = await answering;
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${answer.text.slice(0, 600)}`);
  return answer.body;
}

/** Asserts a refusal by its code; the answer. */
export async function refused(code, answering) {
  const answer = await answering;
  const wanted = Array.isArray(code) ? code : [code];
  if (!wanted.includes(answer.code)) throw new Error(`expected ${wanted.join(' or ')}, got ${answer.status}: ${answer.text.slice(0, 600)}`);
  return answer;
}

/** What `is_so` gives as soon as it is true; the server tells people a moment after the act. */
export async function until(what, is_so) {
  for (let i = 0; i < 100; i += 1) {
    const found = await is_so();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never came: ${what}`);
}
