// Pictures as pages show them: under an idea or news, and on the desk where they are added, described and removed.
#pragma once
#include "media/picture_repo.hpp"
#include "screens/form.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace palabre::screens {

/// The part pictures: {has_pictures, items}; empty when there is none.
nlohmann::json pictures_view(const std::vector<media::Picture>& pictures);

/// What hangs there, and what the reader may do about it besides taking away.
struct PictureDesk {
  std::vector<media::Picture> pictures;
  std::size_t count_max = 0;
  bool may_add = true;
  bool may_describe = true;
};
/// The part picture_desk. Its fields: "picture" (a file), "description", "description.<id>", buttons do=add_picture and do=remove.<id>.
nlohmann::json picture_desk_view(const Page& page, Form& form, const PictureDesk& desk);

/// The part picture_new: one file and its description, in a form that says more; `suffix` makes the ids unique.
nlohmann::json picture_new_view(const Page& page, Form& form, std::string_view suffix = {});
/// Remembers in a refused form that a file came along, which a browser does not keep: picture_new then asks for it again.
void note_file(Form& form);

/// What is wrong with an uploaded picture, in words for people; for field "picture" only.
std::string picture_error_text(const Page& page, Reason reason);

/// The description typed for a new picture, as one tidy line.
std::string typed_description(const Form& form);

/// Descriptions that were typed anew beside their pictures, and do=remove.<id>.
/// Refuses: as describe_picture (field "description.<id>") and remove_picture.
Result<void> change_pictures(Page& page, const Form& form, const media::PictureHome& home);

}  // namespace palabre::screens
