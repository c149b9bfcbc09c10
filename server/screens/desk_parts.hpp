// What the pages of the facilitator's desk share: who may open them, the sentence of consent, where and when it was said, which
// idea it is about, and a refusal that names a slip in its own words.
#pragma once
#include "assisted/assisted_repo.hpp"
#include "light/light.hpp"
#include "screens/form.hpp"
#include "screens/redesign_parts.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace palabre::screens {

/// The desk of the redesign in the path, for its facilitators. Refuses: not_found, not_allowed.
Result<RedesignAtHand> open_desk(Page& page);
std::string desk_path(const RedesignAtHand& at);
/// Title, trail and the links between the desk's pages: {redesign_href, redesign_title, lang, tabs: [{href, text, is_current}]}.
nlohmann::json desk_head_view(Page& page, const RedesignAtHand& at, std::string_view title_key, std::string_view tab);

/// The sentence to read aloud, in the reader's language, and its tick: {sentence_text, version, language, is_given, error, id}.
nlohmann::json consent_view(const Page& page, Form& form, std::string_view label_key = "desk.consent_given");
/// Fields `source` and `collected_on`; today unless something else was typed or kept in the address.
nlohmann::json source_view(const Page& page, Form& form);
nlohmann::json day_view(const Page& page, Form& form);
/// Ideas of the redesign that still take comments or marks, by title, each with its number; at most 300.
std::vector<Option> idea_options(Page& page, const RedesignAtHand& at);
/// Batches that are still open; none: an empty list.
std::vector<Option> batch_options(Page& page, const RedesignAtHand& at);
Field name_field(const Page& page);
Field slip_field(const Page& page);
/// The kinds people can give in this redesign: without a question nobody answers it.
std::vector<assisted::EntryKind> entry_kinds(const light::Light& light);

/// One line of a list of entries: {kind_text, title, title_lang, name, slip_text, facts, href, is_undone, is_claimed}.
nlohmann::json entry_line_view(Page& page, const RedesignAtHand& at, const assisted::ShownEntry& shown);

/// A refusal about a slip or a batch belongs to the form, in words of its own.
Refusal as_form_refusal(const Refusal& refusal);
/// Those words, for the refusal as it was; empty: the usual ones.
std::string slip_error_text(const Page& page, const Refusal& refusal);
/// Replaces the error of `field` and of the summary.
void put_error(const Page& page, nlohmann::json& field, nlohmann::json& errors, const std::string& text);

}  // namespace palabre::screens
