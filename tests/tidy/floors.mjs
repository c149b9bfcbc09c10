// The floors of the house: a folder includes only lower floors. The list of exceptions stays empty.
export const floors = {
  base: 0, tally: 1, crypto: 1, recount: 2, db: 2, http: 2, pages: 2, drawing: 2, live: 3, mail: 3, nodes: 3, media: 3, people: 3, net: 4, redesigns: 4, ideas: 5,
  discussion: 6, moderation: 7, votes: 6, rounds: 6, followup: 6, light: 6, notices: 7, own_data: 7, assisted: 7, planning: 7, pictures: 7, instance: 4, monitoring: 4, open_data: 3, screens: 8, transfer: 8, app: 9,
};

/** Includes of a source text that stay inside the project: "ideas/idea.hpp" -> "ideas". */
export function included_folders(text) {
  return [...text.matchAll(/^\s*#include\s+"([a-z_]+)\//gm)].map((match) => match[1]);
}

/** What net may know besides: it carries bytes and must know no slice, though some stand below it. */
const known_to_net = ['base', 'crypto', 'db', 'http', 'live', 'nodes', 'pages'];

/** The breaches of one file: [{from, to}]. */
export function floor_breaches(folder, text) {
  return included_folders(text)
    .filter((to) => to !== folder && to in floors)
    .filter((to) => floors[to] >= floors[folder] || (folder === 'net' && !known_to_net.includes(to)))
    .map((to) => ({ from: folder, to }));
}
