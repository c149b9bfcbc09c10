// The reader's device: day or night, and menus that close by themselves. Called by boot.js.

/** Applies "light", "dark" or "auto" (as the device says) and keeps it on this device. */
export function setMode(mode) {
  const root = document.documentElement;
  if (mode === 'light' || mode === 'dark') root.dataset.mode = mode;
  else delete root.dataset.mode;
  try {
    if (root.dataset.mode) localStorage.setItem('co-mode', mode);
    else localStorage.removeItem('co-mode');
  } catch { /* storage is off: the choice holds for this page */ }
}

export function startLooks() {
  const now = document.documentElement.dataset.mode ?? 'auto';
  for (const choice of document.querySelectorAll('input[name="co-mode"]')) choice.checked = choice.value === now;
  document.addEventListener('change', ({ target }) => { if (target.name === 'co-mode') setMode(target.value); });
  const openMenus = () => document.querySelectorAll('details[data-menu][open]');
  document.addEventListener('click', ({ target }) => { for (const menu of openMenus()) if (!menu.contains(target)) menu.open = false; });
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    for (const menu of openMenus()) {
      if (menu.contains(document.activeElement)) menu.querySelector('summary').focus();
      menu.open = false;
    }
  });
}
