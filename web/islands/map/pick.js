// Choosing a place on a map: a pin that can be dragged, tapped or moved by arrow keys. The two number fields remain the truth.
import { L, openMap, pinIcon } from './base.js';

const step_px = 12;
const arrows = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const degrees = (number) => String(Number(number.toFixed(5)));

const read = (fields) => {
  const [lat, lon] = fields.map((field) => Number(field.value.replace(',', '.')));
  const is_there = fields.every((field) => field.value.trim() !== '') && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return is_there ? L.latLng(lat, lon) : null;
};

export async function startPick(node) {
  const box = node.closest('[data-place]');
  const fields = ['latitude', 'longitude'].map((name) => box.querySelector(`[name="${name}"]`));
  const clear = box.querySelector('[data-place-clear]');
  const map = await openMap(node);
  const marker = L.marker(map.getCenter(), { icon: pinIcon(), draggable: true, keyboard: true, title: node.dataset.pin, alt: node.dataset.pin, autoPan: true });

  function put(at, { is_typed = false } = {}) {
    if (!at) marker.remove();
    else {
      marker.setLatLng(at).addTo(map);
      const pin = marker.getElement();
      pin.setAttribute('aria-label', `${node.dataset.pin} ${degrees(at.lat)}, ${degrees(at.lng)}`);
      if (!pin.dataset.moves) { pin.dataset.moves = ''; pin.addEventListener('keydown', move); }
      if (!map.getBounds().pad(-0.1).contains(at)) map.panTo(at);
    }
    clear.hidden = !at;
    if (is_typed) return;
    fields[0].value = at ? degrees(at.lat) : '';
    fields[1].value = at ? degrees(at.lng) : '';
    for (const field of fields) field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function move(event) {
    const way = arrows[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const much = event.shiftKey ? step_px * 5 : step_px;
    put(map.containerPointToLatLng(map.latLngToContainerPoint(marker.getLatLng()).add([way[0] * much, way[1] * much])).wrap());
  }

  map.on('click', (event) => put(event.latlng.wrap()));
  marker.on('dragend', () => put(marker.getLatLng().wrap()));
  for (const field of fields) field.addEventListener('change', () => { const at = read(fields); put(at, { is_typed: true }); if (at) map.setView(at, Math.max(map.getZoom(), 14)); });
  clear.addEventListener('click', () => { put(null); box.querySelector('[name="place"]').focus(); });
  const add = L.DomUtil.create('button', 'utrecht-button utrecht-button--secondary-action co-button');
  add.type = 'button';
  add.textContent = node.dataset.pin;
  add.addEventListener('click', () => { put(map.getCenter()); marker.getElement().focus(); });
  node.after(add);
  const first = read(fields);
  if (first) { map.setView(first, 15); put(first, { is_typed: true }); }
  new ResizeObserver(() => map.invalidateSize()).observe(node);
  node.dataset.ready = '';
}
