// Runs before the first paint: the reader's choice of day or night on this device, and the mark that scripts are on.
const root = document.documentElement;
root.dataset.js = '';
try {
  const mode = localStorage.getItem('co-mode');
  if (mode === 'light' || mode === 'dark') root.dataset.mode = mode;
} catch { /* storage is off: the device decides */ }
