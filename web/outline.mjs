// The outline of the world that comes along: Natural Earth at 1:50m for Europe, at 1:110m elsewhere. Called by build.mjs.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** ISO 3166 numbers of what is drawn finely. */
const fine = new Set(['008', '020', '040', '056', '070', '100', '191', '196', '203', '208', '233', '246', '250', '276', '300', '336', '348', '372', '380', '428',
  '438', '440', '442', '470', '492', '498', '499', '528', '578', '616', '620', '642', '674', '688', '703', '705', '724', '752', '756', '807', '826']);

const arcsOf = (geometry) => (geometry.arcs ?? []).flat(Infinity);
const renumber = (arcs, numbers) => (Array.isArray(arcs) ? arcs.map((one) => renumber(one, numbers)) : arcs < 0 ? ~numbers.get(~arcs) : numbers.get(arcs));

/** The topology with the chosen countries only, and only the arcs they use. */
function part(topology, is_wanted) {
  const chosen = topology.objects.countries.geometries.filter(is_wanted);
  const used = [...new Set(chosen.flatMap(arcsOf).map((arc) => (arc < 0 ? ~arc : arc)))].sort((a, b) => a - b);
  const numbers = new Map(used.map((arc, at) => [arc, at]));
  const geometries = chosen.map(({ type, arcs }) => ({ type, arcs: renumber(arcs, numbers) }));
  return { type: 'Topology', transform: topology.transform, arcs: used.map((arc) => topology.arcs[arc]), objects: { countries: { type: 'GeometryCollection', geometries } } };
}

export function outline() {
  const near = require('world-atlas/countries-50m.json');
  const far = require('world-atlas/countries-110m.json');
  return JSON.stringify([part(far, ({ id }) => !fine.has(id) && id !== '010'), part(near, ({ id }) => fine.has(id))]);
}
