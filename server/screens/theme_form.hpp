// The form of the theme editor: what was typed, read leniently, so that a preview can show what is right and name what is not.
#pragma once
#include "instance/theme_check.hpp"
#include "screens/form.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <string>
#include <vector>

namespace palabre::screens {

/// Fills the fields of the form from a theme; a night nobody set is offered from `night`.
void fill_theme(Form& form, const instance::Theme& theme, const instance::Theme& night);

/// The theme as typed; what is no colour stays as it was typed, for check_theme to name. A colour chosen with the picker counts where
/// the text beside it was left as it stood ("was").
instance::Theme read_theme_form(const Form& form);

/// All colours of the form in one line: what the hidden field "was" holds.
std::string typed_colours(const instance::Theme& theme, const Form& form);

/// Every field with its error: {light: [...], dark: [...]}; `errors` by field name.
nlohmann::json colour_fields_view(const Page& page, const Form& form, std::string_view mode, const std::map<std::string, std::string>& errors);

/// One row for each pair with its ratios by day and by night, in words.
nlohmann::json measures_view(const Page& page, const instance::Theme& theme, const instance::ThemeRules& rules);

/// "brand" in the reader's words; "paper-deep over surface" as both.
std::string token_text(const Page& page, std::string_view token);
/// "4,37" in French.
std::string ratio_words(const Page& page, double ratio);

}  // namespace palabre::screens
