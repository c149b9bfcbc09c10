// One message to one mail server, by libcurl. No database here.
#pragma once
#include "mail/outbox.hpp"

#include <atomic>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::mail {

struct SmtpServer {
  std::string url;        // smtp://mail.example.org:587 or smtps://…; empty: no mail is sent
  std::string user;       // with a password: the line must be encrypted
  std::string password;
  std::string from;       // address of the sender
  std::string from_name;  // shown beside it
  [[nodiscard]] bool is_set() const { return !url.empty(); }
};

/// Header lines as curl takes them: Subject and From by RFC 2047, Message-ID stable over attempts, List-Unsubscribe with one click,
/// Auto-Submitted so that no vacation answer comes back. No Reply-To.
std::vector<std::string> header_lines(const SmtpServer& server, const OutgoingMail& mail, Instant now);

/// `text` for a header: as it is when plain ASCII, else as encoded words of at most 75 characters, cut between characters and
/// folded. Control characters become spaces, so that no text can add a header.   Source: RFC 2047, section 2 and 5.
std::string encode_header_text(std::string_view text);

/// Blocks at most a minute; gives up early when `is_stopping`.
TryOutcome send_mail(const SmtpServer& server, const OutgoingMail& mail, Instant now, const std::atomic<bool>& is_stopping);

}  // namespace palabre::mail
