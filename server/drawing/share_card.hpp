// The picture that goes with a link to one of our pages when somebody shares it.
#pragma once
#include <string>
#include <string_view>

namespace palabre::drawing {

inline constexpr int card_width = 1200;
inline constexpr int card_height = 630;

struct CardText {
  std::string text;
  std::string language;
};

struct ShareCard {
  CardText above;             // what it belongs to: « Valdolce · Grandir à la campagne »; may be empty
  CardText title;             // up to four lines, then an ellipsis
  std::string fact;           // « 214 soutiens »
  std::string state;          // « En discussion »; may be empty
  std::string site_name;      // drawn as the word of Palabre when it is that
  std::string language;       // of fact and state
  bool is_right_to_left = false;  // of the page; people's words find their own direction
};

/// A PNG of 1200 by 630 pixels. Texts are cut at 400 bytes each before anything is laid out.
/// Throws: std::runtime_error when it cannot be drawn.   Thread: any; one at a time keeps fonts in memory once.
std::string draw_share_card(const ShareCard& card);

}  // namespace palabre::drawing
