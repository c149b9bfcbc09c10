// Finds fields a template uses that its example does not hold, or borrows by accident from an outer view.
import Mustache from 'mustache';

/** Names every template may read from the outermost view. */
const shared = new Set(['t']);

/** ["field missing …"] for one example; an empty list means the view holds every field its template names, where it names it. */
export function strayFields(templates, name, view, strings) {
  const complaints = new Set();
  class Strict extends Mustache.Context {
    push(inner) {
      const isBox = inner !== null && typeof inner === 'object';
      const child = new Strict(inner, this);
      child.box = isBox ? child : this.box ?? this;
      return child;
    }

    lookup(path) {
      if (path === '.') return this.view;
      const first = path.split('.')[0];
      if (shared.has(first)) return super.lookup(path);
      const box = this.box ?? this;
      if (!box.view || !Object.hasOwn(box.view, first)) complaints.add(`${name}: ${path} is not in its own view`);
      return super.lookup(path);
    }
  }
  const root = new Strict({ ...view, ...strings });
  root.box = root;
  new Mustache.Writer().render(templates[name], root, templates);
  return [...complaints];
}
