// The map island: the map of ideas, or the choice of a place. Loaded by data-island when it comes into view.
import { startPick } from './pick.js';
import { startShow } from './show.js';

export const start = (node) => (node.dataset.mode === 'pick' ? startPick(node) : startShow(node));
