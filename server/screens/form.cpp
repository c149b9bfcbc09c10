// Shows forms and shows them again with what was typed and what was wrong.
// Called by every screen that has a form.
#include "screens/form.hpp"

#include "crypto/crypto.hpp"
#include "screens/picture_parts.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;

namespace {

bool is_secret(std::string_view name) { return name.find("password") != std::string_view::npos; }

/// Refusals that say nothing about what was typed.
bool is_beyond_form(Reason reason) {
  switch (reason) {
    case Reason::not_found:
    case Reason::gone:
    case Reason::sign_in_required:
    case Reason::not_allowed:
    case Reason::foreign_origin:
      return true;
    default:
      return false;
  }
}

/// "body.fr" names a text in a language; in an id a dot would have to be escaped.
std::string id_of(std::string_view name) {
  std::string id = "f-" + std::string(name);
  std::replace(id.begin(), id.end(), '.', '-');
  return id;
}

json options_view(const std::vector<Option>& options, std::string_view chosen) {
  json views = json::array();
  for (const auto& option : options) {
    views.push_back({{"value", option.value}, {"text", option.text}, {"is_selected", option.value == chosen}});
  }
  return views;
}

std::string error_text(const Page& page, const Field& field, const Refusal& fault) {
  if (field.type == "file") return picture_error_text(page, fault.reason);
  switch (fault.reason) {
    case Reason::missing_field: return page.text("field_error.missing");
    case Reason::reason_required: return page.text("field_error.missing");
    case Reason::too_short: return page.count("field_error.too_short", static_cast<std::int64_t>(std::max<std::size_t>(field.length.min, 1)));
    case Reason::too_long: return page.count("field_error.too_long", static_cast<std::int64_t>(field.length.max));
    case Reason::bad_field: return page.text(field.type == "email" ? "field_error.bad_email" : "field_error.bad");
    default: return refusal_text(page, fault);
  }
}

}  // namespace

Form Form::typed(const http::Request& request) {
  const auto pairs = http::parse_form(request.body);
  return pairs ? of_fields(*pairs) : Form();
}

Form Form::of_fields(const std::vector<std::pair<std::string, std::string>>& fields) {
  Form form;
  for (const auto& [name, value] : fields) {
    if (!is_secret(name)) form.values_.try_emplace(name, value);
  }
  return form;
}

Form& Form::fill(std::string_view name, std::string value) {
  values_.try_emplace(std::string(name), std::move(value));
  return *this;
}

Form& Form::set(std::string_view name, std::string value) {
  values_.insert_or_assign(std::string(name), std::move(value));
  return *this;
}

std::string Form::value(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::string() : found->second;
}

bool Form::take(const Refusal& refusal) {
  if (is_beyond_form(refusal.reason)) return false;
  refusal_ = refusal;
  is_refused_ = true;
  return true;
}

int Form::status() const { return is_refused_ ? http::problem_status(refusal_.reason) : 200; }

const Refusal* Form::fault_of(std::string_view name) const {
  if (!is_refused_) return nullptr;
  if (refusal_.field == name) return &refusal_;
  const auto found = std::find_if(refusal_.also.begin(), refusal_.also.end(), [name](const Refusal& fault) { return fault.field == name; });
  return found == refusal_.also.end() ? nullptr : &*found;
}

std::string Form::note_error(const Page& page, const Field& field) {
  const auto* fault = fault_of(field.name);
  if (fault == nullptr) return {};
  return errors_[field.name] = error_text(page, field, *fault);
}

json Form::field_view(const Page& page, const Field& field) {
  labels_.emplace(field.name, field.label);
  const std::string error = note_error(page, field);
  const std::string typed = value(field.name);
  return {
      {"id", id_of(field.name)},
      {"name", field.name},
      {"label", field.label},
      {"hint", field.hint},
      {"error", error},
      {"value", typed},
      {"is_input", field.kind == FieldKind::input},
      {"is_textarea", field.kind == FieldKind::area},
      {"is_select", field.kind == FieldKind::select},
      {"type", field.type},
      {"autocomplete", field.autocomplete},
      {"maxlength", field.length.max},
      {"rows", field.rows},
      {"is_required", field.is_required},
      {"options", options_view(field.options, typed)},
  };
}

json Form::choices_view(const Page& page, std::string_view name, std::string_view legend_key, const std::vector<Option>& options) {
  const std::string legend = page.text(legend_key);
  labels_.emplace(std::string(name), legend);
  const std::string error = note_error(page, {.name = std::string(name), .label = legend});
  json choices = json::array();
  for (const auto& option : options) {
    choices.push_back({{"name", name},
                       {"value", option.value},
                       {"text", option.text},
                       {"hint", option.hint},
                       {"hint_lang", option.hint_language == page.language() ? std::string() : option.hint_language},
                       {"is_checked", option.value == value(name)}});
  }
  return {{"id", id_of(name)}, {"legend_text", legend}, {"error", error}, {"name", name}, {"choices", std::move(choices)}};
}

json Form::errors_view(const Page& page) const {
  if (!is_refused_) return false;
  json errors = json::array();
  const auto add = [&](const Refusal& fault) {
    const auto label = labels_.find(fault.field);
    const auto error = errors_.find(fault.field);
    if (label == labels_.end() || error == errors_.end()) {
      errors.push_back({{"href", ""}, {"text", refusal_text(page, fault) + " " + instead_text(page, fault)}});
    } else {
      errors.push_back({{"href", "#" + id_of(label->first)}, {"text", page.text("form.field_problem", {{"field", label->second}, {"problem", error->second}})}});
    }
  };
  add(refusal_);
  for (const auto& fault : refusal_.also) add(fault);
  return {{"title_text", page.count("count.errors", static_cast<std::int64_t>(errors.size()))}, {"errors", std::move(errors)}};
}

std::string Form::key() const {
  const std::string typed = value("key");
  return typed.empty() || is_refused_ ? crypto::new_opaque_id() : typed;
}

std::string refusal_text(const Page& page, const Refusal& refusal) {
  return page.text("refusal." + std::string(http::problem_code(refusal.reason)) + ".what");
}

std::string instead_text(const Page& page, const Refusal& refusal) {
  return page.text("refusal." + std::string(http::problem_code(refusal.reason)) + ".instead");
}

json with_submit_row(json view, std::string submit_text, std::string cancel_href) {
  view["submit_text"] = std::move(submit_text);
  view["cancel_href"] = std::move(cancel_href);
  return view;
}

}  // namespace palabre::screens
