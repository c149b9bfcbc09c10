// Addresses on this site: redirects after a form, parameters, and the check that a link does not lead elsewhere.
// Called by every screen that takes a form.
#include "screens/page.hpp"

#include <algorithm>

namespace palabre::screens {

const std::vector<std::string_view>& notice_codes() {
  static const std::vector<std::string_view> codes = {
      "supported",      "unsupported",      "idea_published",   "idea_submitted", "idea_edited",    "idea_withdrawn",
      "draft_kept",     "draft_removed",    "comment_published", "comment_edited", "comment_withdrawn", "report_sent",
      "signed_in",      "signed_up",        "signed_out",       "signed_out_all", "account_saved",  "answer_published",
      "hidden",         "restored",         "kept",  "opinion_asked", "decision_undone", "already_decided", "merge_proposed", "merge_accepted", "merge_refused",
      "phase_moved",    "phase_saved",      "phase_added",      "redesign_saved", "redesign_added", "redesign_moved",
      "pictures_saved", "role_given",     "role_removed",     "idea_moved",       "merge_cancelled",  "answered",         "answer_withdrawn", "reacted",      "unreacted",
      "claimed",        "light_saved",    "follow_on",        "follow_off",       "all_read",         "notices_read",     "mail_sent",        "mail_stopped", "email_verified",
      "password_set",   "account_erased", "answer_draft_kept", "answer_waits",    "answer_sent_back", "answer_taken_back", "author_asked",    "idea_assigned", "four_eyes_switched",
                          "commitment_made", "commitment_saved", "opinion_given",
                          "entry_undone", "entry_corrected", "contact_erased", "batch_opened", "slip_claimed",
                          "roadmap_saved", "timeline_saved", "texts_saved", "language_added", "language_removed",
                          "person_suspended", "person_reinstated", "admin_made", "admin_unmade", "organisation_saved", "theme_saved", "theme_reset", "text_saved", "text_restored",
                          "seat_taken", "seat_left", "statement_added", "round_saved", "round_moved", "join_asked", "report_drafted", "report_held", "report_released", "dissent_noted",
                          "vote_saved", "vote_frozen", "ballot_handed_out", "envelope_opened", "envelope_saved", "envelope_signed", "vote_counted", "vote_published"};
  return codes;
}

http::Response go_to(const Page& page, std::string_view path, std::string_view notice) {
  const std::string address = page.href(path);
  return http::see_other(notice.empty() ? address : with_param(address, "notice", notice));
}

std::string local_path(std::string_view wanted, std::string_view otherwise) {
  const bool is_local = wanted.size() > 1 && wanted.size() <= 1000 && wanted[0] == '/' && wanted[1] != '/' && wanted[1] != '\\';
  if (!is_local) return std::string(otherwise);
  for (const char c : wanted) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7F || c == '\\' || c == '"' || c == '<' || c == '>') return std::string(otherwise);
  }
  return std::string(wanted);
}

std::string with_param(std::string_view path, std::string_view name, std::string_view value) {
  const auto hash = path.find('#');
  std::string address(path.substr(0, hash));
  address += address.find('?') == std::string::npos ? '?' : '&';
  address += http::encode_percent(name);
  address += '=';
  address += http::encode_percent(value);
  if (hash != std::string_view::npos) address += path.substr(hash);
  return address;
}

std::string escape_html(std::string_view text) {
  std::string safe;
  safe.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      case '\'': safe += "&#39;"; break;
      default: safe += c;
    }
  }
  return safe;
}

}  // namespace palabre::screens
