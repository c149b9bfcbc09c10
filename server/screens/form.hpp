// A form as it is shown and shown again: what was typed is never lost, what was wrong is said at the field and on top.
#pragma once
#include "http/input.hpp"
#include "screens/page.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::screens {

struct Option {
  std::string value;
  std::string text;
  std::string hint = {};
  /// Of the hint, where it is not the page's.
  std::string hint_language = {};
};

enum class FieldKind { input, area, select };

/// One field of the part "field". Its id is "f-" and the name, dots as hyphens.
struct Field {
  std::string name;
  std::string label;
  std::string hint = {};
  FieldKind kind = FieldKind::input;
  std::string type = "text";          // of an input
  std::string autocomplete = {};
  http::Length length = {};           // max 0: not limited in the browser
  int rows = 0;                       // of an area
  bool is_required = true;
  std::vector<Option> options = {};   // of a select
};

/// The pattern of every screen with a form:
///   GET:  Form form;  form.fill("title", idea.title);  return show(page, form);
///   POST: Form form = Form::typed(call.request);  … act …
///         if (!changed) { if (!form.take(changed.error())) return changed.error();  return show(page, form); }
///         return go_to(page, "/ideas/40", "idea_edited");
///   show: view = {…, form.field_view(page, …), …, {"errors", form.errors_view(page)}};  page.show("name", view, form.status())
/// Build the field views before errors_view: it names them.
class Form {
 public:
  Form() = default;
  /// Everything the browser sent, passwords left out.
  static Form typed(const http::Request& request);
  /// The same of fields already read: a form that came with a file.
  static Form of_fields(const std::vector<std::pair<std::string, std::string>>& fields);

  /// A first value; what was typed wins.
  Form& fill(std::string_view name, std::string value);
  /// A value that replaces what was typed.
  Form& set(std::string_view name, std::string value);
  [[nodiscard]] std::string value(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const { return values_.contains(name); }

  /// Remembers why the act said no; false for what is no matter of the form (not_found, sign_in_required, not_allowed,
  /// foreign_origin, gone): the caller returns that refusal and the reader gets the problem page.
  bool take(const Refusal& refusal);
  [[nodiscard]] bool is_refused() const { return is_refused_; }
  /// 200, or the refusal's status.
  [[nodiscard]] int status() const;

  [[nodiscard]] nlohmann::json field_view(const Page& page, const Field& field);
  /// The part "choices": radio buttons one under another. `kept` false fields: see Field.
  [[nodiscard]] nlohmann::json choices_view(const Page& page, std::string_view name, std::string_view legend_key, const std::vector<Option>& options);
  /// The part "error_summary" with every field at fault, or false when nothing was refused.
  [[nodiscard]] nlohmann::json errors_view(const Page& page) const;
  /// The hidden field "key": the same form sent twice does its work once.
  [[nodiscard]] std::string key() const;

 private:
  /// Why this field was refused; null when it was not.
  [[nodiscard]] const Refusal* fault_of(std::string_view name) const;
  /// What to say at the field, empty when nothing is wrong with it; remembered for the summary.
  std::string note_error(const Page& page, const Field& field);

  std::map<std::string, std::string, std::less<>> values_;
  std::map<std::string, std::string, std::less<>> labels_;
  std::map<std::string, std::string, std::less<>> errors_;  // by the field's name
  Refusal refusal_;
  bool is_refused_ = false;
};

/// What a refusal says to people: which rule, and what to do instead.
std::string refusal_text(const Page& page, const Refusal& refusal);
std::string instead_text(const Page& page, const Refusal& refusal);

/// The part "submit_row".
nlohmann::json with_submit_row(nlohmann::json view, std::string submit_text, std::string cancel_href);

}  // namespace palabre::screens
