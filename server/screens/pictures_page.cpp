// The pictures of one's own published idea, or of the news of a commitment: added, described anew, taken away. Joined into screens::routes().
// Who: the author of the idea; of news whoever may change something about their pictures (see followup::decide_picture).
#include "db/gate.hpp"
#include "http/multipart.hpp"
#include "pictures/upload.hpp"
#include "screens/commitment_parts.hpp"
#include "screens/idea_page.hpp"
#include "screens/page_routes.hpp"
#include "screens/picture_parts.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;
using pictures::PictureAct;

namespace {

/// What the pictures hang on, as its page names it.
struct PicturePlace {
  RedesignAtHand at;
  media::PictureHome home;
  std::string path;        // of this page
  std::string home_path;
  LocalText title;
  std::string heading;
  std::string done;
  bool may_add = true;
  bool may_describe = true;
};
using OpenPlace = Result<PicturePlace> (*)(Page& page);

Result<PicturePlace> open_idea_place(Page& page) {
  auto here = open_idea(page);
  if (!here) return here.error();
  const media::PictureHome home{.idea = here->idea.id};
  const auto own = pictures::open_own_home(page.db(), page.actor(here->idea.redesign), home, PictureAct::describe);
  if (!own) return own.error();
  const std::string path = "/ideas/" + here->idea.id.text();
  return PicturePlace{std::move(here->at), home, path + "/pictures", path, {here->idea.title, here->idea.language}, page.text("picture.page_title"), page.text("picture.done")};
}

Result<PicturePlace> open_news_place(Page& page) {
  const auto id = page.call().path_id<CommitmentEntryId>();
  if (!id) return id.error();
  const auto news = followup::find_commitment_entry(page.db(), *id);
  if (!news) return refuse(Reason::not_found, "no such news", "id");
  const auto redesign = followup::load_redesign_of(page.db(), news->commitment);
  if (!redesign) return redesign.error();
  const people::Actor& actor = page.actor(*redesign);
  const media::PictureHome home{.entry = *id};
  const auto own = pictures::open_own_home(page.db(), actor, home, PictureAct::remove);
  if (!own) return own.error();
  auto place = followup::load_visible_commitment(page.db(), news->commitment, actor);
  if (!place) return place.error();
  const std::string path = "/commitments/" + news->commitment.text();
  const auto may = [&](PictureAct act) { return pictures::open_own_home(page.db(), actor, home, act).has_value(); };
  return PicturePlace{at_hand(page, std::move(place->redesign)),
                      home,
                      "/commitment-entries/" + id->text() + "/pictures",
                      path,
                      local_text(page, place->commitment.titles, place->commitment.languages),
                      page.text("picture.page_title_news", {{"day", day_words(page, news->entry.at)}}),
                      page.text("picture.done_news"),
                      may(PictureAct::add),
                      may(PictureAct::describe)};
}

http::Response show_pictures(Page& page, const PicturePlace& here, Form& form) {
  json desk = picture_desk_view(page, form, {media::load_pictures(page.db(), here.home), pictures::count_max_of(here.home, *page.call().services.limits), here.may_add, here.may_describe});
  const json view = {{"heading_text", here.heading},
                     {"action", page.href(here.path)},
                     {"home_href", page.href(here.home_path)},
                     {"home_title", here.title.text},
                     {"lang", here.title.language},
                     {"done_text", here.done},
                     {"can_save", here.may_describe},
                     {"desk", std::move(desk)},
                     {"errors", form.errors_view(page)}};
  page.set_title(here.heading);
  add_redesign_crumb(page, here.at);
  page.add_crumb(here.title.text, here.home_path, here.title.language).add_crumb(here.heading);
  return page.show("own_pictures", view, form.status());
}

template <OpenPlace open>
Result<http::Response> get_pictures(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open(*page);
  if (!here) return here.error();
  Form form;
  return show_pictures(*page, *here, form);
}

/// Saves what was typed beside the pictures, then shows them, with what was wrong with a new one.
Result<http::Response> save_and_show(const http::Call& call, OpenPlace open, Form form, const std::optional<Refusal>& refused) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open(*page);
  if (!here) return here.error();
  const auto changed = change_pictures(*page, form, here->home);
  const auto refusal = refused ? refused : changed ? std::nullopt : std::optional(changed.error());
  if (!refusal) return go_to(*page, here->path, "pictures_saved");
  if (!form.take(*refusal)) return *refusal;
  return show_pictures(*page, *here, form);
}

/// The place, or why the viewer may change nothing there; in a read of its own.
Result<media::PictureHome> ask_place(const http::Call& call, OpenPlace open) {
  return call.services.gate->read([&](db::Tx& tx) -> Result<media::PictureHome> {
    const http::Call inner{call.request, call.path, call.viewer, call.services, tx.now(), &tx};
    auto page = Page::open(inner);
    if (!page) return page.error();
    const auto here = open(*page);
    if (!here) return here.error();
    return here->home;
  });
}

template <OpenPlace open>
Result<http::Response> post_pictures(const http::Call& call) {
  const auto home = ask_place(call, open);
  if (!home) return home.error();
  auto fields = http::read_form_fields(call.request);
  if (!fields) return fields.error();
  const auto file = http::find_file(call.request, "picture");
  Form form = Form::of_fields(*fields);
  std::optional<Refusal> refused;
  if (file || form.value("do") == "add_picture" || !form.value("description").empty()) {
    if (file) note_file(form);
    const auto bytes = file ? file->bytes : std::string_view();
    const auto taken = pictures::take_upload(call, *home, {bytes, typed_description(form), std::string(call.path_value("lang"))});
    if (!taken) refused = taken.error();
  }
  return call.services.gate->write([&](db::Tx& tx) {
    const http::Call inner{call.request, call.path, call.viewer, call.services, tx.now(), &tx};
    return save_and_show(inner, open, form, refused);
  });
}

}  // namespace

http::Routes pictures_page_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/ideas/{id}/pictures", Who::author, Kind::read, Cost::normal, Audience::mine, get_pictures<open_idea_place>},
      {Method::post, "/{lang}/ideas/{id}/pictures", Who::author, Kind::upload, Cost::costly, Audience::mine, post_pictures<open_idea_place>},
      {Method::get, "/{lang}/commitment-entries/{id}/pictures", Who::author, Kind::read, Cost::normal, Audience::mine, get_pictures<open_news_place>},
      {Method::post, "/{lang}/commitment-entries/{id}/pictures", Who::author, Kind::upload, Cost::costly, Audience::mine, post_pictures<open_news_place>},
  };
}

}  // namespace palabre::screens
