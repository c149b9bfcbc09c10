// What the pages of staff share: forms behind a summary ("Extend", "Close now"), moments on the wall clock, names of languages.
#pragma once
#include "screens/form.hpp"
#include "screens/redesign_parts.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace palabre::screens {

/// {redesign_href, redesign_title, lang}: the line above the title of every page of staff.
nlohmann::json staff_head_view(const Page& page, const RedesignAtHand& at);

/// "néerlandais" in French pages; the code itself for a language ICU does not know.
std::string language_name(const Page& page, std::string_view language);

/// The languages of the redesign, its own first, then those the words exist in: in which its texts can be written.
std::vector<std::string> text_languages(const Page& page, const std::vector<std::string>& languages);

/// An <input type="datetime-local"> that says in which zone its time is.
Field moment_field(const Page& page, std::string name, std::string_view label_key);
/// What such a field sent. A bad one is recorded as bad_field.
std::optional<Instant> read_moment(http::Input& input, std::string_view name);

/// A public reason, as long as the rules ask.
Field public_reason_field(const Page& page, std::string_view label_key);

/// One form behind a summary.
struct ActForm {
  std::string id;  // unique on the page; the ids of the fields end with it
  std::string title;
  std::string action;
  std::vector<std::pair<std::string, std::string>> hidden;
  std::string hint;
  std::vector<Field> fields;
  std::vector<std::pair<std::string, std::string>> values;  // what the fields hold at first
  std::string submit = {};                                   // empty: the title
};

/// Several forms on one page, of which at most one was refused: that one is open and keeps what was typed.
class ActForms {
 public:
  ActForms() = default;
  ActForms(std::string refused_id, Form refused) : refused_id_(std::move(refused_id)), refused_(std::move(refused)) {}

  /// The part act_form.
  [[nodiscard]] nlohmann::json view(const Page& page, const ActForm& act);
  /// The part error_summary or false; ask after the forms.
  [[nodiscard]] nlohmann::json errors_view(const Page& page) const;
  [[nodiscard]] int status() const { return refused_.status(); }
  /// To build a form by hand that is not behind a summary: the refused one, or an empty one until the next call.
  [[nodiscard]] Form& form(std::string_view id);
  [[nodiscard]] bool is_refused(std::string_view id) const { return refused_.is_refused() && refused_id_ == id; }

 private:
  std::string refused_id_;
  Form refused_;
  Form empty_;
};

/// The ids of a field view (and of its hint and error) made unique by `suffix`.
nlohmann::json with_id_suffix(nlohmann::json field_view, std::string_view suffix);

/// An error summary with one line of its own words, for what a Refusal cannot say.
nlohmann::json one_error_view(const Page& page, const Field& field, const std::string& problem);

}  // namespace palabre::screens
