// The papers of one form of an envelope: rows as they are shown and shown again, and what they say when they are sent.
#pragma once
#include "screens/form.hpp"
#include "screens/vote_parts.hpp"
#include "votes/acts.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <string>
#include <vector>

namespace palabre::screens {

inline constexpr std::size_t envelope_rows_max = 40;
/// What is wrong, by the row's number, from 1.
using RowProblems = std::map<std::size_t, std::string>;

struct EnvelopeRows {
  std::vector<votes::PaperEntry> entries;
  std::vector<std::size_t> row_of;   // of each entry
  RowProblems problems;
};

std::size_t envelope_row_count(const Form& form);
/// Whether the button "add papers" was used: more rows, nothing else is done.
bool add_envelope_rows(Form& form);
nlohmann::json envelope_rows_view(const Page& page, const VoteOnPage& here, Form& form, const RowProblems& problems);
/// The filled rows. A paper on which nothing is marked must be said to be blank: a forgotten tick would be a lost voice.
EnvelopeRows read_envelope_rows(const Page& page, const votes::Vote& vote, const Form& form);
/// What the act refused, at the row it is about; empty: it is about none.
RowProblems problems_of_refusal(const Page& page, const EnvelopeRows& sent, const Refusal& refusal);
/// The part error_summary with a link to each row.
nlohmann::json row_errors_view(const Page& page, const RowProblems& problems);

}  // namespace palabre::screens
