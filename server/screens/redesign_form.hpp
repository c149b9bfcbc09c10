// What the form of a redesign asks and how its answers become the inputs of the acts.
#pragma once
#include "redesigns/create_redesign.hpp"
#include "redesigns/edit_redesign.hpp"
#include "screens/form.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace palabre::screens {

/// Fills the form with what stands in the redesign.
void fill_redesign_form(Form& form, const redesigns::Redesign& redesign, const redesigns::RedesignTexts& texts);

/// The groups of fields: address and frame, then one group for each language. `is_new`: the short address is asked too; else the
/// reason for changing the promise. `languages`: first the one in which title, summary and promise are needed.
enum class FormUse { create, edit };
nlohmann::json redesign_groups_view(const Page& page, Form& form, FormUse use, const std::vector<std::string>& languages);

Result<redesigns::CreateRedesign> read_create_form(const Page& page);
/// Texts that were emptied are removed, but the first title.
Result<redesigns::EditRedesign> read_edit_form(const Page& page, const redesigns::Redesign& redesign);

/// Points in several languages as one line each, a dash where a language has none; and back.
std::string lines_of_points(const std::vector<redesigns::TextsByLanguage>& points, const std::string& language);
std::vector<redesigns::TextsByLanguage> points_of_lines(const http::TextPairs& lines);

}  // namespace palabre::screens
