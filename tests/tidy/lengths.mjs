// Lengths of files and functions, measured on the text. Used by tidy.test.mjs.

/** Lines of each function body in a C++ text: a line that ends in "{" at no or one level of indentation, to its closing brace. */
export function function_lengths(text) {
  const lines = text.split('\n');
  const lengths = [];
  for (let start = 0; start < lines.length; start += 1) {
    const head = /^( {0,2})(?!namespace|struct|class|enum|union|extern|using|constexpr std::array|const )[^\s#/}].*\)[^;]*\{$/.exec(lines[start]);
    if (!head) continue;
    const end = lines.findIndex((line, at) => at > start && line.startsWith(`${head[1]}}`));
    if (end > start) lengths.push({ line: start + 1, length: end - start - 1, head: lines[start].trim() });
  }
  return lengths;
}

export const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

export const percentile = (numbers, share) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
