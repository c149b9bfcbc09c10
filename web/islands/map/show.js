// The map of ideas. Its pins are made from the list beside it and from nothing else; moving the map narrows the list to what is in view.
import { text } from '../../core/state.js';
import { L, openMap, pinIcon } from './base.js';
import { groupsOf, spread } from './groups.js';

const together_px = 34;

const items = () => [...document.querySelectorAll('[data-pins] > li')].map((item) => ({
  item, at: L.latLng(Number(item.dataset.lat), Number(item.dataset.lon)), link: item.querySelector('a'),
}));

function show(idea, map) {
  for (const other of document.querySelectorAll('.co-pin--shown')) other.classList.remove('co-pin--shown');
  idea.item.classList.add('co-pin--shown');
  const content = document.createElement('p');
  content.append(idea.link.cloneNode(true));
  L.popup({ closeButton: false, offset: [0, -20] }).setLatLng(idea.at).setContent(content).openOn(map);
  content.querySelector('a').focus({ preventScroll: true });
}

/** Where no street tells what is there, the place's name stands beside its pin. */
function nameBeside(marker, members, map) {
  const names = new Set(members.map(({ item }) => item.querySelector('bdi')?.textContent ?? ''));
  const [name] = names;
  if (map.options.has_tiles || names.size !== 1 || !name) return;
  const words = document.createElement('span');
  words.textContent = name;
  marker.bindTooltip(words, { permanent: true, direction: 'right', offset: [16, members.length > 1 ? 0 : -16], className: 'co-map__name' });
}

function addPin(layer, idea, at, map) {
  const name = idea.link.textContent;
  const marker = L.marker(at, { icon: pinIcon(), title: name, alt: name, keyboard: true }).addTo(layer);
  if (at === idea.at) nameBeside(marker, [idea], map);
  const node = marker.getElement();
  node.setAttribute('aria-label', name);
  node.lang = idea.link.lang;
  marker.on('click', () => show(idea, map));
  node.addEventListener('keydown', (event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); show(idea, map); } });
}

/** Those that cannot be told apart by zooming are spread round their spot. */
function openGroup(layer, group, map) {
  const bounds = L.latLngBounds(group.members.map(({ idea }) => idea.at));
  const [low, high] = [bounds.getSouthWest(), bounds.getNorthEast()].map((corner) => map.project(corner, map.getMaxZoom()));
  const is_one_spot = map.getZoom() >= map.getMaxZoom() || low.distanceTo(high) < together_px;
  if (!is_one_spot) { map.fitBounds(bounds, { padding: [40, 40] }); return; }
  layer.clearLayers();
  const places = spread(group.members.length, together_px);
  group.members.forEach(({ idea }, i) => addPin(layer, idea, map.layerPointToLatLng(map.latLngToLayerPoint(group.members[0].idea.at).add([places[i].x, places[i].y])), map));
  layer.getLayers()[0].getElement().focus();
}

function addGroup(layer, group, map) {
  const name = text('map_group', { count: group.members.length });
  const marker = L.marker(group.members[0].idea.at, { icon: pinIcon(String(group.members.length)), title: name, keyboard: true }).addTo(layer);
  nameBeside(marker, group.members.map(({ idea }) => idea), map);
  const node = marker.getElement();
  node.setAttribute('aria-label', name);
  marker.on('click', () => openGroup(layer, group, map));
  node.addEventListener('keydown', (event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); openGroup(layer, group, map); } });
}

function draw(layer, ideas, map) {
  layer.clearLayers();
  const points = ideas.map((idea) => ({ idea, ...pointOf(map, idea) }));
  for (const group of groupsOf(points, together_px)) {
    if (group.members.length === 1) addPin(layer, group.members[0].idea, group.members[0].idea.at, map);
    else addGroup(layer, group, map);
  }
}

function pointOf(map, idea) {
  const { x, y } = map.latLngToLayerPoint(idea.at);
  return { x, y };
}

function narrowList(ideas, map) {
  const bounds = map.getBounds();
  let count = 0;
  for (const idea of ideas) {
    const is_in = bounds.contains(idea.at);
    idea.item.hidden = !is_in;
    if (is_in) count += 1;
  }
  document.getElementById('pins-title').textContent = text('in_view', { count });
}

export async function startShow(node) {
  const map = await openMap(node);
  const ideas = items();
  const layer = L.layerGroup().addTo(map);
  if (ideas.length) map.fitBounds(L.latLngBounds(ideas.map(({ at }) => at)), { padding: [40, 40], maxZoom: 15 });
  const redraw = () => draw(layer, ideas, map);
  map.on('zoomend', redraw);
  map.on('moveend', () => narrowList(ideas, map));
  redraw();
  narrowList(ideas, map);
  const wanted = ideas.find(({ item }) => `#${item.id}` === location.hash);
  if (wanted) { map.setView(wanted.at, Math.max(map.getZoom(), 15)); wanted.item.classList.add('co-pin--shown'); }
  node.dataset.ready = '';
}
