// Loads the heavier tools of a page when they come near: data-island holds the address of a module with start(node).
const load = (node) => import(node.dataset.island).then(({ start }) => start(node)).catch(() => { /* the page is complete without it */ });

export function startIslands() {
  const watch = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      for (const node of target.querySelectorAll('[data-island]')) load(node);
    }
  }, { rootMargin: '200px' });
  // What is hidden until it works has no place of its own: the box around it tells when it is near.
  for (const box of new Set([...document.querySelectorAll('[data-island]')].map((node) => node.parentElement))) watch.observe(box);
}
