// Contrast as WCAG defines it, what a theme may hold, and the sheet it becomes.
#include "instance/contrast.hpp"
#include "instance/theme_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace palabre::instance {
namespace {

const ThemeRules& rules() {
  static const ThemeRules loaded = load_theme_rules(std::filesystem::path(PALABRE_SOURCE_DIR) / "build/web/theme_rules.json");
  return loaded;
}

TEST(Contrast, IsTheRatioOfTheStandard) {
  const auto ratio = [](const char* one, const char* other) { return contrast(*parse_colour(one), *parse_colour(other)); };
  EXPECT_DOUBLE_EQ(ratio("#000000", "#ffffff"), 21.0);
  EXPECT_DOUBLE_EQ(ratio("#ffffff", "#ffffff"), 1.0);
  EXPECT_NEAR(ratio("#767676", "#ffffff"), 4.54, 0.005) << "the lightest grey that passes on white";
  EXPECT_NEAR(ratio("#777777", "#ffffff"), 4.48, 0.005);
  EXPECT_DOUBLE_EQ(ratio("#14594a", "#faf8f2"), ratio("#faf8f2", "#14594A"));
}

TEST(Contrast, ReadsNothingButColours) {
  for (const char* bad : {"", "#", "#fff", "red", "#12345g", "#1234567", "rgb(1 2)", "rgb(1 2 300)", "rgb(1 2 3 / 50)", "#12 456", "expression(1)"}) EXPECT_FALSE(parse_colour(bad)) << bad;
  const auto half = parse_colour("rgb(0 0 0 / 50%)");
  ASSERT_TRUE(half);
  EXPECT_NEAR(laid_over(*half, *parse_colour("#ffffff")).red, 127.5, 1e-9);
}

TEST(Contrast, IsWrittenCutAndNeverRoundedUp) {
  EXPECT_EQ(ratio_text(4.4999), "4.49");
  EXPECT_EQ(ratio_text(4.5), "4.50");
  EXPECT_EQ(ratio_text(21), "21.00");
}

TEST(ShippedThemes, CanAllBeRead) {
  ASSERT_GE(rules().shipped.size(), 2U);
  for (const auto& [name, theme] : rules().shipped) EXPECT_TRUE(decide_theme(theme, rules())) << name << ": " << decide_theme(theme, rules()).error().detail;
}

TEST(ATheme, IsRefusedWithTheFieldAPersonWouldChange) {
  Theme theme = rules().shipped.at("palabre");
  theme.light["ink-soft"] = "#9a9a9a";
  EXPECT_EQ(decide_theme(theme, rules()).error().field, "light.ink-soft");
  theme = rules().shipped.at("palabre");
  (*theme.dark)["surface"] = "#8a8a8a";
  EXPECT_EQ(decide_theme(theme, rules()).error().field.substr(0, 5), "dark.");
}

TEST(ATheme, HoldsColoursAFontOfTheListAndARadius) {
  const auto field_of = [](auto&& change) {
    Theme theme = rules().shipped.at("palabre");
    change(theme);
    const auto checked = check_theme(theme);
    return checked ? std::string("none") : checked.error().field;
  };
  EXPECT_EQ(field_of([](Theme&) {}), "none");
  EXPECT_EQ(field_of([](Theme& theme) { theme.light["brand"] = "#123456;}"; }), "light.brand");
  EXPECT_EQ(field_of([](Theme& theme) { theme.light.erase("ink"); }), "light.ink");
  EXPECT_EQ(field_of([](Theme& theme) { theme.light["evil"] = "#123456"; }), "light.evil");
  EXPECT_EQ(field_of([](Theme& theme) { (*theme.dark)["line"] = "url(x)"; }), "dark.line");
  EXPECT_EQ(field_of([](Theme& theme) { theme.font = "x;}body{"; }), "font");
  EXPECT_EQ(field_of([](Theme& theme) { theme.radius_px = 25; }), "radius");
}

TEST(ASheet, HasTheShapeOfTheShippedOnes) {
  Theme theme = rules().shipped.at("palabre");
  const std::string css = theme_css(theme, "rgb(1 2 3 / 4%)", "rgb(5 6 7 / 8%)");
  EXPECT_THAT(css, testing::StartsWith(":root{color-scheme:light;--co-brand:#14594a;"));
  EXPECT_THAT(css, testing::HasSubstr("--co-radius:0.75rem;--co-paper-deep:rgb(1 2 3 / 4%);}"));
  EXPECT_THAT(css, testing::HasSubstr("@media screen and (prefers-color-scheme:dark){:root[data-modes~=\"dark\"]:not([data-mode=\"light\"]){color-scheme:dark;"));
  theme.dark.reset();
  EXPECT_THAT(theme_css(theme, "#000000", "#000000"), testing::Not(testing::HasSubstr("dark")));
}

TEST(ATheme, IsStoredAndReadBackTheSame) {
  for (const auto& [name, theme] : rules().shipped) EXPECT_EQ(parse_theme(theme_json(theme).dump()), theme) << name;
}

}  // namespace
}  // namespace palabre::instance
