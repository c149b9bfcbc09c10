// Writes mail bodies, and the digest. Called by the digest and the mail links.
#include "notices/mail_words.hpp"

#include "notices/notice_words.hpp"

namespace palabre::notices {
namespace {

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      default: safe += c;
    }
  }
  return safe;
}

std::string link(std::string_view href, std::string_view text) { return "<a href=\"" + escaped(href) + "\">" + escaped(text) + "</a>"; }

MailLine line_of(const MailFrame& frame, std::string_view language, const Notice& notice) {
  return {notice_text(*frame.catalogue, language, notice), about_of(*frame.catalogue, language, notice).text,
          reason_text(*frame.catalogue, language, notice), frame.public_url + "/" + std::string(language) + path_of(notice)};
}

}  // namespace

std::string plain_body(const MailWords& words) {
  std::string text = words.greeting + "\n\n";
  for (const auto& line : words.lines) {
    text += "* " + line.what + "\n";
    if (!line.title.empty()) text += "  " + line.title + "\n";
    if (!line.detail.empty()) text += "  " + line.detail + "\n";
    text += "  " + line.href + "\n\n";
  }
  if (!words.button_href.empty()) text += words.button_text + "\n" + words.button_href + "\n\n";
  text += "-- \n";
  for (const auto& line : words.foot) text += line + "\n";
  if (!words.foot_link_href.empty()) text += words.foot_link_text + "\n" + words.foot_link_href + "\n";
  return text;
}

std::string html_body(const MailWords& words) {
  std::string html = "<!DOCTYPE html><html lang=\"" + escaped(words.language) + "\" dir=\"" + escaped(words.direction) +
                     "\"><head><meta charset=\"utf-8\"></head><body><p>" + escaped(words.greeting) + "</p>";
  if (!words.lines.empty()) html += "<ul>";
  for (const auto& line : words.lines) {
    html += "<li><strong>" + escaped(line.what) + "</strong><br>" + link(line.href, line.title.empty() ? line.href : line.title);
    if (!line.detail.empty()) html += "<br>" + escaped(line.detail);
    html += "</li>";
  }
  if (!words.lines.empty()) html += "</ul>";
  if (!words.button_href.empty()) html += "<p>" + link(words.button_href, words.button_text) + "</p>";
  html += "<hr>";
  for (const auto& line : words.foot) html += "<p>" + escaped(line) + "</p>";
  if (!words.foot_link_href.empty()) html += "<p>" + link(words.foot_link_href, words.foot_link_text) + "</p>";
  return html + "</body></html>";
}

mail::NewMail compose_digest(const MailFrame& frame, std::string_view language, const std::vector<Notice>& notices, std::string_view token) {
  const auto& catalogue = *frame.catalogue;
  const auto text = [&](std::string_view key, const pages::Arguments& arguments = {}) { return catalogue.text(language, key, arguments); };
  const std::string base = frame.public_url + "/" + std::string(language);
  const auto count = static_cast<std::int64_t>(notices.size());
  MailWords words;
  words.language = language;
  words.direction = text("language.direction");
  words.greeting = text("mail.digest_lead", {{"count", count}, {"site", frame.site_name}});
  for (const auto& notice : notices) words.lines.push_back(line_of(frame, language, notice));
  words.button_text = text("mail.see_all");
  words.button_href = base + "/me/notices";
  words.foot = {text("mail.why", {{"site", frame.site_name}})};
  words.foot_link_text = text("mail.stop_link");
  words.foot_link_href = base + "/unsubscribe/" + std::string(token);
  mail::NewMail mail;
  mail.kind = mail::MailKind::notices;
  mail.language = language;
  const About first = about_of(catalogue, language, notices.front());
  mail.subject = count == 1 ? notice_text(catalogue, language, notices.front()) + (first.text.empty() ? "" : " – " + first.text)
                            : text("mail.digest_subject", {{"count", count}, {"site", frame.site_name}});
  mail.text = plain_body(words);
  mail.html = html_body(words);
  mail.unsubscribe = words.foot_link_href;
  return mail;
}

}  // namespace palabre::notices
