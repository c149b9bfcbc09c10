// The map itself: Leaflet with the configured tiles or the outline that comes along. Used by both modes of the island.
import './policy.js';
import * as L from 'leaflet/dist/leaflet-src.esm.js';
import { feature } from 'topojson-client';

export { L };

function loadStyles(address) {
  return new Promise((done) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    link.onload = link.onerror = done;
    document.head.append(link);
  });
}

async function addOutline(map, address) {
  const answer = await fetch(address);
  if (!answer.ok) return;
  for (const world of await answer.json()) {
    L.geoJSON(feature(world, world.objects.countries), { interactive: false, style: { className: 'co-map__land' } }).addTo(map);
  }
}

/** `node` becomes a map; resolves when its styles are there. */
export async function openMap(node) {
  const { css, outline, tiles, lat, lon, zoom, label, zoomIn, zoomOut } = node.dataset;
  await loadStyles(css);
  node.hidden = false;
  for (const help of node.parentElement.querySelectorAll('[data-map-help]')) help.hidden = false;
  const is_still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(node, { attributionControl: false, zoomControl: false, zoomAnimation: !is_still, fadeAnimation: !is_still, markerZoomAnimation: !is_still, minZoom: 2, maxZoom: 18, worldCopyJump: true, has_tiles: Boolean(tiles) })
    .setView([Number(lat), Number(lon)], Number(zoom));
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  node.setAttribute('role', 'group');
  node.setAttribute('aria-label', label);
  if (tiles) L.tileLayer(tiles, { maxZoom: 19 }).addTo(map);
  else addOutline(map, outline);
  return map;
}

/** A pin as a keyboard stop with a name. */
export function pinIcon(words = '') {
  const html = document.createElement('span');
  html.textContent = words;
  return L.divIcon({ className: words ? 'co-map__group' : 'co-map__pin', html, iconSize: [32, 32], iconAnchor: words ? [16, 16] : [16, 31] });
}
