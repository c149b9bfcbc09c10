// Every table that names a person, and what becomes of its rows when the person leaves. A test compares this with the schema.
#pragma once
#include <array>
#include <string_view>

namespace palabre::own_data {

struct PersonalTable {
  std::string_view name;
  std::string_view column;
};

/// Private to the person: their rows go. In the order in which they may be removed.
inline constexpr std::array removed_tables{
    PersonalTable{"session", "person_id"},    PersonalTable{"draft", "person_id"},     PersonalTable{"follow", "person_id"},
    PersonalTable{"notice", "person_id"},     PersonalTable{"idea_visit", "person_id"}, PersonalTable{"mail_link", "person_id"},
    PersonalTable{"mail", "person_id"},       PersonalTable{"person_setting", "person_id"}, PersonalTable{"role", "person_id"},
    PersonalTable{"idempotency", "person_id"}, PersonalTable{"light_claim", "person_id"},
    PersonalTable{"case_watch", "person_id"},  PersonalTable{"answer_draft", "person_id"}, PersonalTable{"idea_assignment", "person_id"},
    PersonalTable{"assisted_contact", "person_id"}, PersonalTable{"round_host", "person_id"},
};

/// What others read, answered or counted: the rows stay, by an account that names nobody any more.
inline constexpr std::array kept_tables{
    PersonalTable{"idea", "author_id"},          PersonalTable{"idea_version", "person_id"},  PersonalTable{"idea_support", "person_id"},
    PersonalTable{"idea_history", "person_id"},  PersonalTable{"comment", "author_id"},       PersonalTable{"answer", "person_id"},
    PersonalTable{"report", "reporter_id"},      PersonalTable{"report", "decided_by"},       PersonalTable{"hiding", "person_id"},
    PersonalTable{"hiding", "restored_by"},      PersonalTable{"merge", "person_id"},         PersonalTable{"merge_consent", "person_id"},
    PersonalTable{"phase_history", "person_id"}, PersonalTable{"redesign_history", "person_id"}, PersonalTable{"role", "granted_by"},
    PersonalTable{"picture", "person_id"},       PersonalTable{"picture_history", "person_id"},
    PersonalTable{"contributor", "person_id"},   PersonalTable{"moderation_decision", "person_id"}, PersonalTable{"second_opinion", "person_id"},
    PersonalTable{"pending_answer", "person_id"}, PersonalTable{"pending_answer", "decided_by"}, PersonalTable{"idea_assignment", "assigned_by"},
    PersonalTable{"commitment", "officer_id"},     PersonalTable{"moved_date", "person_id"},      PersonalTable{"commitment_history", "person_id"},
    PersonalTable{"commitment_opinion", "person_id"}, PersonalTable{"commitment_drop", "asked_by"}, PersonalTable{"commitment_drop", "settled_by"},
    PersonalTable{"assisted_person", "person_id"}, PersonalTable{"assisted_person", "claimed_by"}, PersonalTable{"assisted_batch", "opened_by"},
    PersonalTable{"assisted_entry", "facilitator_id"}, PersonalTable{"suspension", "person_id"},  PersonalTable{"suspension", "suspended_by"},
    PersonalTable{"suspension", "lifted_by"},      PersonalTable{"theme", "person_id"},           PersonalTable{"instance_text", "person_id"},
    PersonalTable{"round", "lead_id"},             PersonalTable{"round", "abort_by"},            PersonalTable{"round_history", "person_id"},
    PersonalTable{"seat", "person_id"},            PersonalTable{"seat", "seated_by"},            PersonalTable{"statement_join", "person_id"},
    PersonalTable{"statement_vote", "entered_by"}, PersonalTable{"round_report", "person_id"},
    PersonalTable{"vote", "created_by"},           PersonalTable{"vote", "counted_by"},           PersonalTable{"vote", "signed_by"},
    PersonalTable{"vote_register", "person_id"},   PersonalTable{"vote_batch", "opened_by"},      PersonalTable{"vote_batch", "signed_by"},
};

}  // namespace palabre::own_data
