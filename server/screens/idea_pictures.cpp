// The pictures of one's own published idea: added, described anew, taken away. Joined into screens::routes().
#include "db/gate.hpp"
#include "http/multipart.hpp"
#include "pictures/upload.hpp"
#include "screens/idea_page.hpp"
#include "screens/page_routes.hpp"
#include "screens/picture_parts.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

Result<IdeaAtHand> open_own_idea(Page& page) {
  auto here = open_idea(page);
  if (!here) return here.error();
  const auto own = pictures::open_own_home(page.db(), page.actor(here->idea.redesign), {here->idea.id, {}});
  if (!own) return own.error();
  return std::move(*here);
}

http::Response show_pictures(Page& page, const IdeaAtHand& here, Form& form) {
  const std::string path = "/ideas/" + here.idea.id.text();
  json desk = picture_desk_view(page, form, media::load_pictures(page.db(), {here.idea.id, {}}));
  const json view = {{"action", page.href(path + "/pictures")},
                     {"idea_href", page.href(path)},
                     {"idea_title", here.idea.title},
                     {"lang", here.idea.language},
                     {"desk", std::move(desk)},
                     {"errors", form.errors_view(page)}};
  page.set_title(page.text("picture.page_title"));
  add_redesign_crumb(page, here.at);
  page.add_crumb(here.idea.title, path, here.idea.language).add_crumb(page.text("picture.page_title"));
  return page.show("idea_pictures", view, form.status());
}

Result<http::Response> get_pictures(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_own_idea(*page);
  if (!here) return here.error();
  Form form;
  return show_pictures(*page, *here, form);
}

/// Saves what was typed beside the pictures, then shows them, with what was wrong with a new one.
Result<http::Response> save_and_show(const http::Call& call, Form form, const std::optional<Refusal>& refused) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_own_idea(*page);
  if (!here) return here.error();
  const auto changed = change_pictures(*page, form, {here->idea.id, {}});
  const auto refusal = refused ? refused : changed ? std::nullopt : std::optional(changed.error());
  if (!refusal) return go_to(*page, "/ideas/" + here->idea.id.text() + "/pictures", "pictures_saved");
  if (!form.take(*refusal)) return *refusal;
  return show_pictures(*page, *here, form);
}

Result<http::Response> post_pictures(const http::Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  if (auto right = pictures::ask_right(call, {*id, {}}); !right) return right.error();
  auto fields = http::read_form_fields(call.request);
  if (!fields) return fields.error();
  const auto file = http::find_file(call.request, "picture");
  const Form form = Form::of_fields(*fields);
  std::optional<Refusal> refused;
  if (file || form.value("do") == "add_picture" || !form.value("description").empty()) {
    const auto bytes = file ? file->bytes : std::string_view();
    const auto taken = pictures::take_upload(call, {*id, {}}, {bytes, typed_description(form), std::string(call.path_value("lang"))});
    if (!taken) refused = taken.error();
  }
  return call.services.gate->write([&](db::Tx& tx) {
    const http::Call inner{call.request, call.path, call.viewer, call.services, tx.now(), &tx};
    return save_and_show(inner, form, refused);
  });
}

}  // namespace

http::Routes idea_pictures_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/ideas/{id}/pictures", Who::author, Kind::read, Cost::normal, Audience::mine, get_pictures},
      {Method::post, "/{lang}/ideas/{id}/pictures", Who::author, Kind::upload, Cost::costly, Audience::mine, post_pictures},
  };
}

}  // namespace palabre::screens
