// "Use my position": asks only after a tap, rounds to about 100 m, and says what it did. Loaded by data-island on its button.
const decimals = 3; // 0.001 degree is at most 111 m: near enough for an idea, too far off for a front door

const round = (degrees) => Number(degrees.toFixed(decimals));

function fillFields(form, latitude, longitude) {
  for (const [name, value] of [['latitude', latitude], ['longitude', longitude]]) {
    const field = form.elements.namedItem(name);
    field.value = String(value);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

/** The point becomes the chosen option of the list "around", so that it is seen, sent and can be taken back. */
function chooseNear(form, latitude, longitude, words) {
  const list = form.elements.namedItem('near');
  const option = new Option(words, `${latitude},${longitude}`, true, true);
  list.add(option, 1);
  form.requestSubmit();
}

export function start(button) {
  if (!navigator.geolocation) return;
  const form = button.closest('form');
  const state = form.querySelector('[data-here-state]');
  button.hidden = false;
  button.addEventListener('click', () => {
    button.ariaDisabled = 'true';
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      button.ariaDisabled = null;
      const latitude = round(coords.latitude);
      const longitude = round(coords.longitude);
      state.textContent = button.dataset.said;
      if (button.dataset.here === 'near') chooseNear(form, latitude, longitude, button.dataset.said);
      else fillFields(form, latitude, longitude);
    }, () => {
      button.ariaDisabled = null;
      state.textContent = button.dataset.refused;
    }, { timeout: 15_000, maximumAge: 60_000 });
  });
}
