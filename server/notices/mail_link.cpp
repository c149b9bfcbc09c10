// Makes and takes links of mails. Called by the pages behind them, the settings page and the digest.
#include "notices/mail_link.hpp"

#include "crypto/crypto.hpp"
#include "nodes/instance_secret.hpp"
#include "notices/mail_words.hpp"
#include "people/person_repo.hpp"
#include "people/session.hpp"

namespace palabre::notices {
namespace {

constexpr std::string_view secret_name = "mail_secret";
constexpr std::string_view end_links_sql = "DELETE FROM mail_link WHERE (person_id = $1 AND kind = $2 AND used_at IS NULL) OR expires_at <= $3";
constexpr std::string_view save_link_sql =
    "INSERT INTO mail_link (digest, person_id, kind, email, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
constexpr std::string_view find_link_sql =
    "SELECT l.person_id FROM mail_link l JOIN person p ON p.id = l.person_id AND p.email = l.email "
    "WHERE l.digest = $1 AND l.kind = $2 AND l.used_at IS NULL AND l.expires_at > $3 AND p.suspended_at IS NULL";
constexpr std::string_view use_link_sql = "UPDATE mail_link SET used_at = $2 WHERE digest = $1 AND used_at IS NULL";
constexpr std::string_view verify_sql = "UPDATE person SET email_verified_at = COALESCE(email_verified_at, $2) WHERE id = $1";
constexpr std::string_view password_sql = "UPDATE person SET password_hash = $2 WHERE id = $1";

std::string_view name_of(LinkKind kind) { return kind == LinkKind::verify ? "verify" : "reset"; }

std::string signature(std::string_view secret, PersonId person) {
  return crypto::digest(std::string(secret) + ":unsubscribe:" + person.text());
}

mail::NewMail link_mail(const MailFrame& frame, const people::Person& person, LinkKind kind, std::string_view language, std::string_view token) {
  const auto text = [&](std::string_view key, const pages::Arguments& arguments = {}) { return frame.catalogue->text(language, key, arguments); };
  const std::string name(name_of(kind));
  const pages::Arguments site{{"site", frame.site_name}};
  MailWords words;
  words.language = language;
  words.direction = text("language.direction");
  words.greeting = text("mail." + name + "_lead", site);
  words.button_text = text("mail." + name + "_button");
  words.button_href = frame.public_url + "/" + std::string(language) + (kind == LinkKind::verify ? "/verify/" : "/reset/") + std::string(token);
  words.foot = {text("mail.link_life"), text("mail.link_not_you")};
  mail::NewMail mail;
  mail.person = person.id;
  mail.kind = kind == LinkKind::verify ? mail::MailKind::verify : mail::MailKind::reset;
  mail.recipient = person.email;
  mail.language = language;
  mail.subject = text("mail." + name + "_subject", site);
  mail.text = plain_body(words);
  mail.html = html_body(words);
  return mail;
}

}  // namespace

Result<void> send_link(db::Tx& tx, const MailFrame& frame, const people::Person& person, LinkKind kind, std::string_view language) {
  if (person.email.empty()) return refuse(Reason::not_found, "this account has no address");
  if (kind == LinkKind::verify && person.email_verified_at) return refuse(Reason::nothing_changed, "this address is verified already");
  const auto mail_kind = kind == LinkKind::verify ? mail::MailKind::verify : mail::MailKind::reset;
  if (mail::count_mails(tx, person.id, mail_kind, tx.now().plus_ms(-ms_per_hour)) >= links_per_hour_max)
    return refuse(Reason::too_many_requests, "at most " + std::to_string(links_per_hour_max) + " such mails in an hour");
  const std::string token = crypto::new_token();
  tx.run(end_links_sql, person.id, name_of(kind), tx.now());
  tx.run(save_link_sql, crypto::digest(token), person.id, name_of(kind), person.email, tx.now(), tx.now().plus_ms(link_ms));
  mail::queue_mail(tx, link_mail(frame, person, kind, language, token));
  return {};
}

std::optional<PersonId> find_link(db::Tx& tx, std::string_view token, LinkKind kind) {
  const std::string digest = crypto::digest(token);
  auto row = tx.rows(find_link_sql, digest, name_of(kind), tx.now());
  if (!row.next()) return std::nullopt;
  return row.id<PersonId>(0);
}

Result<void> use_verify_link(db::Tx& tx, std::string_view token) {
  const auto person = find_link(tx, token, LinkKind::verify);
  if (!person) return refuse(Reason::gone, "this link was used or is too old");
  tx.run(use_link_sql, crypto::digest(token), tx.now());
  tx.run(verify_sql, *person, tx.now());
  return {};
}

Result<void> use_reset_link(db::Tx& tx, std::string_view token, std::string_view password_hash) {
  const auto person = find_link(tx, token, LinkKind::reset);
  if (!person) return refuse(Reason::gone, "this link was used or is too old");
  tx.run(use_link_sql, crypto::digest(token), tx.now());
  tx.run(verify_sql, *person, tx.now());
  tx.run(password_sql, *person, password_hash);
  people::end_all_sessions(tx, *person);
  return {};
}

std::string unsubscribe_token(db::Tx& tx, PersonId person) {
  return person.text() + "-" + signature(nodes::ensure_secret(tx, secret_name), person);
}

std::optional<PersonId> read_unsubscribe_token(db::Tx& tx, std::string_view token) {
  const auto dash = token.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto person = PersonId::parse(token.substr(0, dash));
  const std::string secret = nodes::find_secret(tx, secret_name);
  if (!person || secret.empty() || !crypto::same_bytes(token.substr(dash + 1), signature(secret, *person))) return std::nullopt;
  return person;
}

void stop_mail(db::Tx& tx, PersonId person) {
  auto settings = people::load_settings(tx, person);
  settings.mail = people::MailFrequency::never;
  people::save_settings(tx, person, settings);
}

}  // namespace palabre::notices
