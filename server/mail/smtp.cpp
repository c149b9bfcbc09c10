// Builds the message with curl's MIME interface and hands it to the server. Called by the sender.
#include "mail/smtp.hpp"

#include <curl/curl.h>

#include <array>
#include <cstdio>
#include <ctime>
#include <memory>

namespace palabre::mail {
namespace {

constexpr std::size_t encoded_bytes_max = 42;  // 56 characters of base64: with =?UTF-8?B? and ?= below 75
constexpr long connect_s_max = 10;
constexpr long whole_s_max = 60;

bool is_plain(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7E) return false;
  return text.find("=?") == std::string_view::npos && text.size() <= 900;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t at) { return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U; };
    const unsigned group = (byte(i) << 16U) | (byte(i + 1) << 8U) | byte(i + 2);
    text += letters[(group >> 18U) & 63U];
    text += letters[(group >> 12U) & 63U];
    text += i + 1 < bytes.size() ? letters[(group >> 6U) & 63U] : '=';
    text += i + 2 < bytes.size() ? letters[group & 63U] : '=';
  }
  return text;
}

/// The length of the longest start of `text` that fits and does not cut a character.
std::size_t whole_characters(std::string_view text) {
  if (text.size() <= encoded_bytes_max) return text.size();
  std::size_t end = encoded_bytes_max;
  while (end > 1 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return end;
}

std::string domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  return at == std::string_view::npos ? "localhost" : std::string(address.substr(at + 1));
}

std::string date_text(Instant now) {
  constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = now.unix_ms / ms_per_second;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %d %02d:%02d:%02d +0000", days[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                months[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
  return text.data();
}

struct CurlList {
  curl_slist* first = nullptr;
  ~CurlList() { curl_slist_free_all(first); }
  CurlList() = default;
  CurlList(const CurlList&) = delete;
  CurlList& operator=(const CurlList&) = delete;
  void add(const std::string& line) { first = curl_slist_append(first, line.c_str()); }
};

int stop_early(void* is_stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(is_stopping)->load() ? 1 : 0;
}

void add_part(curl_mime* parts, const std::string& text, const char* type) {
  curl_mimepart* part = curl_mime_addpart(parts);
  curl_mime_data(part, text.data(), text.size());
  curl_mime_type(part, type);
  curl_mime_encoder(part, "quoted-printable");
}

/// Plain text first: the last alternative a reader understands is shown.
curl_mime* alternatives(CURL* curl, const NewMail& mail) {
  curl_mime* both = curl_mime_init(curl);
  add_part(both, mail.text, "text/plain; charset=utf-8");
  add_part(both, mail.html, "text/html; charset=utf-8");
  curl_mime* whole = curl_mime_init(curl);
  curl_mimepart* only = curl_mime_addpart(whole);
  curl_mime_subparts(only, both);
  curl_mime_type(only, "multipart/alternative");
  return whole;
}

void set_server(CURL* curl, const SmtpServer& server) {
  curl_easy_setopt(curl, CURLOPT_URL, server.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_s_max);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, whole_s_max);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  if (server.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_TRY));
    return;
  }
  curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
  curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
}

TryOutcome outcome_of(CURL* curl, CURLcode code, const char* words) {
  TryOutcome outcome;
  outcome.is_sent = code == CURLE_OK;
  if (outcome.is_sent) return outcome;
  long answer = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
  // Only a refused recipient is for good: a refused sign-in or a broken line may be mended.
  outcome.is_final = code == CURLE_SEND_ERROR && (answer == 550 || answer == 553);
  outcome.problem = std::string(*words != '\0' ? words : curl_easy_strerror(code)) + (answer > 0 ? " (" + std::to_string(answer) + ")" : "");
  return outcome;
}

}  // namespace

std::string encode_header_text(std::string_view text) {
  std::string clean(text);
  for (char& c : clean)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  if (is_plain(clean)) return clean;
  std::string encoded;
  for (std::string_view rest = clean; !rest.empty();) {
    const auto length = whole_characters(rest);
    if (!encoded.empty()) encoded += "\r\n ";
    encoded += "=?UTF-8?B?" + base64(rest.substr(0, length)) + "?=";
    rest.remove_prefix(length);
  }
  return encoded;
}

std::vector<std::string> header_lines(const SmtpServer& server, const OutgoingMail& mail, Instant now) {
  const std::string name = encode_header_text(server.from_name);
  const bool is_encoded = name.starts_with("=?");
  std::string quoted = name;
  if (!is_encoded) {
    std::erase_if(quoted, [](char c) { return c == '"' || c == '\\'; });
    quoted = "\"" + quoted + "\"";
  }
  std::vector<std::string> lines{
      "Date: " + date_text(now),
      "From: " + quoted + " <" + server.from + ">",
      "To: <" + mail.mail.recipient + ">",
      "Subject: " + encode_header_text(mail.mail.subject),
      "Message-ID: <mail-" + mail.id.text() + "-" + std::to_string(mail.mail.person.value) + "@" + domain_of(server.from) + ">",
      "Content-Language: " + mail.mail.language,
      "Auto-Submitted: auto-generated",
  };
  if (!mail.mail.unsubscribe.empty()) {
    lines.push_back("List-Unsubscribe: <" + mail.mail.unsubscribe + ">");
    lines.emplace_back("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  }
  return lines;
}

TryOutcome send_mail(const SmtpServer& server, const OutgoingMail& mail, Instant now, const std::atomic<bool>& is_stopping) {
  static const bool is_started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(is_started ? curl_easy_init() : nullptr, &curl_easy_cleanup);
  if (!curl) return {false, false, "libcurl cannot start"};
  std::array<char, CURL_ERROR_SIZE> words{};
  CurlList headers;
  for (const auto& line : header_lines(server, mail, now)) headers.add(line);
  CurlList recipients;
  recipients.add("<" + mail.mail.recipient + ">");
  const std::unique_ptr<curl_mime, decltype(&curl_mime_free)> body(alternatives(curl.get(), mail.mail), &curl_mime_free);
  set_server(curl.get(), server);
  curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, words.data());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, ("<" + server.from + ">").c_str());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.first);
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.first);
  curl_easy_setopt(curl.get(), CURLOPT_MIMEPOST, body.get());
  curl_easy_setopt(curl.get(), CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl.get(), CURLOPT_XFERINFOFUNCTION, stop_early);
  curl_easy_setopt(curl.get(), CURLOPT_XFERINFODATA, &is_stopping);
  const CURLcode code = curl_easy_perform(curl.get());
  return outcome_of(curl.get(), code, words.data());
}

}  // namespace palabre::mail
