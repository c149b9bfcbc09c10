// Which pins stand together at a zoom, and where the pins of one spot are spread to. Pure.

/** Pins closer than `pixels` on the screen become one group: [{x, y, members}], in the order of the pins. */
export function groupsOf(points, pixels) {
  const groups = [];
  for (const point of points) {
    const near = groups.find((group) => Math.hypot(group.x - point.x, group.y - point.y) < pixels);
    if (near) near.members.push(point);
    else groups.push({ x: point.x, y: point.y, members: [point] });
  }
  return groups;
}

/** Places round a circle for `count` pins, so that each can be touched: [{x, y}] from the middle. */
export function spread(count, pixels) {
  const radius = Math.max(pixels, (count * pixels) / (2 * Math.PI));
  return Array.from({ length: count }, (_, i) => ({
    x: Math.round(radius * Math.sin((2 * Math.PI * i) / count)),
    y: Math.round(-radius * Math.cos((2 * Math.PI * i) / count)),
  }));
}
