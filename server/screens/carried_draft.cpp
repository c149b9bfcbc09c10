// Packs a visitor's draft into a field and unpacks it after signing in. Called by idea_new.cpp and sign_in.cpp.
#include "screens/carried_draft.hpp"

#include "db/gate.hpp"
#include "ideas/draft.hpp"
#include "redesigns/redesign_repo.hpp"

#include <array>

namespace palabre::screens {
namespace {

constexpr std::array<std::string_view, 6> names{"title", "body", "place", "latitude", "longitude", "tags"};

Result<DraftId> keep(db::Tx& tx, const http::Services& services, const http::Viewer& viewer, const Form& form, std::string_view language) {
  const auto redesign = redesigns::find_redesign(tx, form.value("redesign"));
  if (!redesign) return refuse(Reason::not_found, "no such redesign");
  auto input = http::Input::from_fields({{"latitude", form.value("latitude")}, {"longitude", form.value("longitude")}, {"title", form.value("title")}, {"body", form.value("body")}, {"place", form.value("place")}});
  const Limits& limits = *services.limits;
  ideas::Draft draft;
  draft.redesign = redesign->id;
  draft.title = input.optional_line("title", {0, limits.title_chars_max}).value_or("");
  draft.body = input.optional_text("body", {0, limits.idea_chars_max}).value_or("");
  draft.language = std::string(language);
  draft.tags = form.value("tags");
  draft.place = input.optional_line("place", {0, limits.place_chars_max}).value_or("");
  draft.latitude = input.optional_real("latitude", -90, 90);
  draft.longitude = input.optional_real("longitude", -180, 180);
  if (const auto refusal = input.refusal()) return *refusal;
  return ideas::save_draft(tx, people::load_actor(tx, viewer, redesign->id), draft, limits);
}

}  // namespace

std::string pack_carried(std::string_view slug, const Form& form, Step step) {
  std::string text = "redesign=" + http::encode_percent(slug) + "&step=" + std::to_string(static_cast<int>(step));
  for (const auto name : names) {
    if (!form.value(name).empty()) text += "&" + std::string(name) + "=" + http::encode_percent(form.value(name));
  }
  return text;
}

std::string keep_carried(const http::Call& call, const http::Viewer& viewer, std::string_view carried, std::string_view language) {
  const auto fields = http::parse_form(carried);
  if (carried.empty() || !fields) return {};
  const Form form = Form::of_fields(*fields);
  const auto kept = db::write_result(*call.services.gate, [&](db::Tx& tx) { return keep(tx, call.services, viewer, form, language); });
  if (!kept) return {};
  return "/redesigns/" + form.value("redesign") + "/ideas/new?draft=" + kept->text() + "&step=" + (form.value("step") == "3" ? "3" : "2");
}

}  // namespace palabre::screens
