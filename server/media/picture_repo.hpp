// Pictures in the database: rows, bytes, history. Called by ideas (publishing takes a draft's along), followup, pictures, screens and transfer.
#pragma once
#include "db/tx.hpp"
#include "media/shrink_picture.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre {

/// A line in the history of a commitment (followup): news or a delivery may have pictures.
struct CommitmentEntryTag;
using CommitmentEntryId = Id<CommitmentEntryTag>;

}  // namespace palabre

namespace palabre::media {

/// Of news and of a delivery; the database holds no fourth.
inline constexpr std::size_t pictures_per_entry_max = 3;

struct PictureSize {
  std::string hash;
  int width = 0;
  int height = 0;
};

struct Picture {
  PictureId id;
  PersonId person;
  IdeaId idea;                // one of the three is set
  DraftId draft;
  CommitmentEntryId entry;    // news or a delivery
  int position = 0;
  std::string description;
  std::string language;       // of the description
  PictureSize small, large;
};

/// What a picture hangs on; one of the three is set.
struct PictureHome {
  IdeaId idea = {};
  DraftId draft = {};
  CommitmentEntryId entry = {};
};
PictureHome home_of(const Picture& picture);

/// Those that were not removed, in their order.
std::vector<Picture> load_pictures(db::Tx& tx, const PictureHome& home);
/// Not one that was removed.
std::optional<Picture> find_picture(db::Tx& tx, PictureId id);

struct NewPicture {
  PersonId person;
  PictureHome home;
  int position = 1;
  std::string description;
  std::string language;
};
/// Inserts row, both sizes and the first line of the history.
PictureId insert_picture(db::Tx& tx, const NewPicture& picture, const ShrunkPicture& shrunk);
void save_description(db::Tx& tx, const Picture& picture, PersonId person, std::string_view description, std::string_view language);
/// Its bytes go, the row stays; of a draft everything goes.
void remove_picture(db::Tx& tx, const Picture& picture, PersonId person);
/// The pictures of a draft become those of the idea it was published as.
void move_pictures(db::Tx& tx, DraftId draft, IdeaId idea);

/// Bytes by their hash, and every picture they belong to (the same bytes may have been sent twice).
struct StoredBytes {
  std::string bytes;
  std::vector<PictureHome> homes;
};
std::optional<StoredBytes> find_bytes(db::Tx& tx, std::string_view hash);

}  // namespace palabre::media
