// Share cards: the right size, small enough, bounded whatever the title is.
#include "drawing/share_card.hpp"

#include <gtest/gtest.h>

namespace palabre::drawing {
namespace {

ShareCard a_card(std::string title) {
  return {{"Valdolce · Commune", "fr"}, {std::move(title), "fr"}, "214 soutiens", "En discussion", "Palabre", "fr", false};
}

unsigned number_at(const std::string& png, std::size_t place) {
  unsigned number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number * 256 + static_cast<unsigned char>(png.at(place + i));
  return number;
}

TEST(ShareCard, IsAPngOfTheSizeSitesAskFor) {
  const std::string png = draw_share_card(a_card("Huit bancs sur la place du marché"));
  EXPECT_EQ(png.substr(1, 3), "PNG");
  EXPECT_EQ(number_at(png, 16), static_cast<unsigned>(card_width));
  EXPECT_EQ(number_at(png, 20), static_cast<unsigned>(card_height));
  EXPECT_LT(png.size(), 300'000U);
}

TEST(ShareCard, IsTheSameForTheSameAndAnotherForAnotherTitle) {
  EXPECT_EQ(draw_share_card(a_card("Des bancs")), draw_share_card(a_card("Des bancs")));
  EXPECT_NE(draw_share_card(a_card("Des bancs")), draw_share_card(a_card("Des arbres")));
}

TEST(ShareCard, EndsALongTitleWithoutGrowing) {
  std::string endless;
  while (endless.size() < 100'000) endless += "encore un mot ";
  EXPECT_LT(draw_share_card(a_card(endless)).size(), 300'000U);
  EXPECT_LT(draw_share_card(a_card(std::string(100'000, 'w'))).size(), 300'000U);
}

TEST(ShareCard, TakesTextsOfEveryKind) {
  ShareCard card = a_card("مقاعد في ساحة السوق");
  card.title.language = "ar";
  card.is_right_to_left = true;
  EXPECT_FALSE(draw_share_card(card).empty());
  for (const char* title : {"", "\n\t\x01", "🌳🌳🌳", "<b>x</b> & y", "a\xff\xfe", "Ω ж 语 ह"}) EXPECT_FALSE(draw_share_card(a_card(title)).empty()) << title;
}

TEST(ShareCard, BearsTheNameOfAnotherSite) {
  ShareCard card = a_card("Des bancs");
  card.site_name = "Participons ! La plateforme de toutes les communes de la vallée";
  EXPECT_NE(draw_share_card(card), draw_share_card(a_card("Des bancs")));
}

}  // namespace
}  // namespace palabre::drawing
