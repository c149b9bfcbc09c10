// People's Markdown, already made into our small safe HTML (pages::markdown_html), as blocks that Pango can lay out.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace palabre::drawing {

enum class BlockKind { paragraph, heading, item, quote, code, rule };

struct Block {
  BlockKind kind = BlockKind::paragraph;
  int depth = 0;         // of lists and quotes around it
  std::string marker;    // of an item: "•" or "3."
  std::string markup;    // Pango's: <b>, <i>, <s>, <tt> and escaped text; valid on its own
};

/// A link to another address is followed by that address in brackets: paper cannot be clicked.
std::vector<Block> blocks_of_html(std::string_view safe_html);

/// Plain words as Pango markup.
std::string escape_markup(std::string_view text);

}  // namespace palabre::drawing
