// Builds the views of pictures and takes what was typed beside them. Called by the pages of ideas, of writing one and of commitments.
#include "screens/picture_parts.hpp"

#include "http/utf8.hpp"
#include "media/picture_view.hpp"
#include "pictures/change_pictures.hpp"
#include "screens/staff_parts.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

json one_view(const media::Picture& picture) {
  return {{"src", media::address_of(picture.small)},
          {"href", media::address_of(picture.large)},
          {"srcset", media::address_of(picture.small) + " " + std::to_string(picture.small.width) + "w, " + media::address_of(picture.large) + " " +
                         std::to_string(picture.large.width) + "w"},
          {"width", picture.large.width},
          {"height", picture.large.height},
          {"description", picture.description},
          {"lang", picture.language}};
}

/// Of a refused form: a file came along.
constexpr std::string_view file_came = "file_came";

std::string description_name(const media::Picture& picture) { return "description." + picture.id.text(); }

}  // namespace

json pictures_view(const std::vector<media::Picture>& pictures) {
  json items = json::array();
  for (const auto& picture : pictures) items.push_back(one_view(picture));
  return {{"has_pictures", !items.empty()}, {"items", std::move(items)}};
}

std::string picture_error_text(const Page& page, Reason reason) {
  const Limits& limits = *page.call().services.limits;
  switch (reason) {
    case Reason::missing_field: return page.text("picture.error_missing");
    case Reason::too_large:
      return page.text("picture.error_large", {{"megabytes", static_cast<std::int64_t>(limits.picture_bytes_max / (1024 * 1024))},
                                               {"megapixels", limits.picture_pixels_max / 1'000'000}});
    case Reason::unsupported_media_type: return page.text("picture.error_type");
    default: return page.text("picture.error_damaged");
  }
}

json picture_new_view(const Page& page, Form& form, std::string_view suffix) {
  const Limits& limits = *page.call().services.limits;
  json file = form.field_view(page, {.name = "picture", .label = page.text("picture.file_label"), .hint = page.text("picture.file_hint"), .type = "file", .is_required = false});
  json description = form.field_view(page, {.name = "description", .label = page.text("picture.description_label"), .hint = page.text("picture.description_hint"),
                                            .length = {1, limits.picture_description_chars_max}, .is_required = false});
  return {{"file_field", with_id_suffix(std::move(file), suffix)},
          {"description_field", with_id_suffix(std::move(description), suffix)},
          {"again_text", form.value(file_came) == "1" ? page.text("picture.choose_again") : std::string()}};
}

void note_file(Form& form) { form.set(file_came, "1"); }

json picture_desk_view(const Page& page, Form& form, const PictureDesk& desk) {
  const Limits& limits = *page.call().services.limits;
  json items = json::array();
  for (const auto& picture : desk.pictures) {
    form.fill(description_name(picture), picture.description);
    json view = one_view(picture);
    view["remove"] = "remove." + picture.id.text();
    view["description_field"] = false;
    if (desk.may_describe)
      view["description_field"] = form.field_view(page, {.name = description_name(picture), .label = page.text("picture.description_label"),
                                                         .length = {1, limits.picture_description_chars_max}});
    items.push_back(std::move(view));
  }
  json view = picture_new_view(page, form);
  view["items"] = std::move(items);
  view["has_items"] = !desk.pictures.empty();
  view["can_add"] = desk.may_add && desk.pictures.size() < desk.count_max;
  view["count_text"] = page.text("picture.count", {{"count", static_cast<std::int64_t>(desk.pictures.size())}, {"most", static_cast<std::int64_t>(desk.count_max)}});
  return view;
}

std::string typed_description(const Form& form) { return http::tidy_line(form.value("description")); }

Result<void> change_pictures(Page& page, const Form& form, const media::PictureHome& home) {
  const Limits& limits = *page.call().services.limits;
  const auto actor = pictures::load_actor_of(page.db(), *page.call().viewer, home);
  if (!actor) return actor.error();
  for (const auto& picture : media::load_pictures(page.db(), home)) {
    if (form.value("do") == "remove." + picture.id.text()) {
      if (auto done = pictures::remove_picture(page.db(), *actor, picture.id); !done) return done.error();
      continue;
    }
    if (!form.has(description_name(picture))) continue;
    const auto typed = http::tidy_line(form.value(description_name(picture)));
    if (typed == picture.description) continue;
    const auto done = pictures::describe_picture(page.db(), *actor, {picture.id, typed, page.language()}, limits);
    if (!done) return refuse(done.error().reason, done.error().detail, done.error().field == "description" ? description_name(picture) : done.error().field);
  }
  return {};
}

}  // namespace palabre::screens
