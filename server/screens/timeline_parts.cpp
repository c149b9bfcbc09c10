// Builds the part "timeline". Called by the timeline page, the roadmap and the preview of a template.
#include "screens/timeline_parts.hpp"

#include "base/utf8.hpp"
#include "pages/localised.hpp"
#include "planning/calendar.hpp"
#include "planning/plan.hpp"
#include "planning/timeline_drawing.hpp"
#include "screens/phase_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using redesigns::Phase;
using redesigns::PhaseState;

namespace {

constexpr int row_px = 52;
constexpr int head_px = 28;
constexpr int bar_top_px = 22;
constexpr int label_top_px = 16;
constexpr int foot_px = 20;         // under the bars: the word for today
constexpr int tick_latest = 955;    // thousandths: a month further right would be cut off
constexpr int today_latest = 600;   // thousandths: further right the word for today ends at its line
constexpr int letter_width = 23;    // thousandths that one letter of a name takes in the narrowest drawing

/// 437 thousandths as "43.7%".
std::string percent(int thousandths) { return std::to_string(thousandths / 10) + "." + std::to_string(thousandths % 10) + "%"; }

struct LabelPlace {
  int at = 0;
  bool is_end = false;  // the name ends there
};

/// Beside its bar and inside the drawing: from the start of the bar, else up to its end, else as far right as it fits.
LabelPlace place_label(const planning::Bar& bar, std::string_view name) {
  const int width = static_cast<int>(count_chars(name)) * letter_width;
  const int end = bar.from + bar.width;
  if (bar.from + width <= 1000) return {bar.from, false};
  if (end - width >= 0) return {end, true};
  return {std::max(0, 1000 - width), false};
}

std::string_view look_of(const Phase& phase, Instant now) {
  switch (redesigns::state_at(phase, now)) {
    case PhaseState::open: return "open";
    case PhaseState::planned:
    case PhaseState::frozen: return "planned";
    default: return "past";
  }
}

json tick_view(const Page& page, const planning::Tick& tick) {
  return {{"x", percent(tick.from)}, {"text", pages::format_month(page.language(), tick.at)}};
}

json bar_view(const Page& page, std::span<const Phase> phases, const planning::Bar& bar, std::size_t row, const std::vector<std::string>& languages,
              const std::vector<std::string>& row_keys) {
  const Phase& phase = phases[bar.phase];
  const int top = head_px + static_cast<int>(row) * row_px;
  const std::string name = std::to_string(bar.phase + 1) + ". " + phase_name(page, phase, languages);
  const LabelPlace label = place_label(bar, name);
  return {{"key", bar.phase < row_keys.size() ? row_keys[bar.phase] : std::string()},
          {"look", look_of(phase, page.now())},
          {"x", percent(bar.from)},
          {"width", percent(bar.width)},
          {"y", top + bar_top_px},
          {"label_x", percent(label.at)},
          {"label_y", top + label_top_px},
          {"is_late", label.is_end},
          {"text", name},
          {"dates_text", phase_dates_text(page, phase)}};
}

std::string words_of(const Page& page, std::span<const Phase> phases, const std::vector<std::string>& languages) {
  std::string words;
  for (std::size_t i = 0; i < phases.size(); ++i) {
    if (!words.empty()) words += "; ";
    words += std::to_string(i + 1) + ". " + phase_name(page, phases[i], languages) + ", " + phase_dates_text(page, phases[i]);
  }
  return words;
}

}  // namespace

std::string phase_name(const Page& page, const Phase& phase, const std::vector<std::string>& languages) {
  const LocalText title = local_text(page, phase.titles, languages);
  return title.text.empty() ? page.text("phase.type." + std::string(redesigns::name_of(phase.type))) : title.text;
}

json drawing_view(const Page& page, std::span<const Phase> phases, const std::vector<std::string>& languages, const std::vector<std::string>& row_keys) {
  const auto drawing = planning::draw_timeline(phases, page.now());
  if (drawing.bars.empty()) return false;
  json bars = json::array(), ticks = json::array(), overlaps = json::array();
  const int height = head_px + static_cast<int>(drawing.bars.size()) * row_px + foot_px;
  for (std::size_t row = 0; row < drawing.bars.size(); ++row) bars.push_back(bar_view(page, phases, drawing.bars[row], row, languages, row_keys));
  for (std::size_t i = 0; i < drawing.ticks.size(); ++i) {
    json tick = tick_view(page, drawing.ticks[i]);
    tick["is_minor"] = i % 2 == 1 && drawing.ticks.size() > 5;
    if (drawing.ticks[i].from <= tick_latest) ticks.push_back(std::move(tick));
  }
  for (const auto& overlap : drawing.overlaps) overlaps.push_back({{"x", percent(overlap.from)}, {"width", percent(overlap.width)}, {"height", height - head_px}});
  return {{"height", height},
          {"label_text", page.text("timeline.drawing", {{"phases", words_of(page, phases, languages)}})},
          {"begin", planning::day_here(drawing.begin)},
          {"end", planning::day_here(drawing.end)},
          {"bars", std::move(bars)},
          {"ticks", std::move(ticks)},
          {"has_overlaps", !overlaps.empty()},
          {"overlaps", std::move(overlaps)},
          {"today", drawing.today < 0 ? json(false) : json{{"x", percent(drawing.today)}, {"is_late", drawing.today > today_latest}}}};
}

std::string parallel_text(const Page& page, std::span<const Phase> phases, std::size_t at, const std::vector<std::string>& languages) {
  std::string names;
  for (const std::size_t other : planning::parallel_to(phases, at)) names += (names.empty() ? "" : ", ") + phase_name(page, phases[other], languages);
  return names.empty() ? std::string() : page.text("timeline.parallel", {{"names", names}});
}

}  // namespace palabre::screens
