// Reads settings from file, environment and flags through one table. Called by the command line.
#include "app/config.hpp"

#include "db/open_database.hpp"
#include "monitoring/metrics_readers.hpp"
#include "open_data/licence.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <ostream>
#include <set>

namespace palabre::app {
namespace {

template <class Number>
bool read_number(std::string_view text, Number min, Number& into) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < min) return false;
  into = number;
  return true;
}

Setting text_setting(std::string key, std::string help, std::string Config::*member) {
  return {std::move(key), std::move(help), [member](const Config& config) { return config.*member; },
          [member](Config& config, std::string_view text) {
            config.*member = text;
            return true;
          }};
}

Setting path_setting(std::string key, std::string help, std::filesystem::path Config::*member) {
  return {std::move(key), std::move(help), [member](const Config& config) { return (config.*member).string(); },
          [member](Config& config, std::string_view text) {
            config.*member = std::filesystem::path(text);
            return true;
          }};
}

Setting number_setting(std::string key, std::string help, std::int64_t Config::*member, std::int64_t min, std::int64_t max) {
  return {std::move(key), std::move(help), [member](const Config& config) { return std::to_string(config.*member); },
          [member, min, max](Config& config, std::string_view text) {
            return read_number(text, min, config.*member) && config.*member <= max;
          }};
}

Setting fact_setting(std::string key, std::string help, bool Config::*member) {
  return {std::move(key), std::move(help), [member](const Config& config) { return std::string(config.*member ? "true" : "false"); },
          [member](Config& config, std::string_view text) {
            if (text != "true" && text != "false") return false;
            config.*member = text == "true";
            return true;
          }};
}

/// Whether the client speaks it is known only once its messages are loaded: serve() asks.
Setting language_setting(std::string key, std::string help, std::string Config::*member) {
  auto setting = text_setting(std::move(key), std::move(help), member);
  setting.set = [member](Config& config, std::string_view text) {
    if (text.size() != 2 || !std::all_of(text.begin(), text.end(), [](char letter) { return letter >= 'a' && letter <= 'z'; })) return false;
    config.*member = text;
    return true;
  };
  return setting;
}

Setting choice_setting(std::string key, std::string help, std::string Config::*member, std::vector<std::string> choices) {
  auto setting = text_setting(std::move(key), std::move(help), member);
  setting.set = [member, choices = std::move(choices)](Config& config, std::string_view text) {
    if (std::find(choices.begin(), choices.end(), text) == choices.end()) return false;
    config.*member = text;
    return true;
  };
  return setting;
}

/// Goes into a header: an https address (http for a rehearsal on this machine) or a path of this site, with its three places.
bool is_tile_address(std::string_view text) {
  if (text.empty()) return true;
  const bool is_address = text.starts_with("https://") || text.starts_with("http://localhost") || text.starts_with("http://127.0.0.1") || text.starts_with("/");
  const bool has_places = text.find("{z}") != text.npos && text.find("{x}") != text.npos && text.find("{y}") != text.npos;
  return is_address && has_places && std::none_of(text.begin(), text.end(), [](char c) { return c <= 0x20 || c == ';' || c == ',' || c == '\'' || c == '"' || c == '\\'; });
}

Setting tiles_setting(std::string key, std::string help, std::string Config::*member) {
  auto setting = text_setting(std::move(key), std::move(help), member);
  setting.set = [member](Config& config, std::string_view text) {
    if (is_tile_address(text)) config.*member = text;
    return is_tile_address(text);
  };
  return setting;
}

/// Shown without its password.
Setting database_setting(std::string key, std::string help, std::string Config::*member) {
  auto setting = text_setting(std::move(key), std::move(help), member);
  setting.text = [member](const Config& config) { return db::without_password(config.*member); };
  setting.set = [member](Config& config, std::string_view text) {
    config.*member = text;
    return text.empty() || db::is_server_address(text);
  };
  return setting;
}

Setting addresses_setting(std::string key, std::string help, std::string Config::*member) {
  auto setting = text_setting(std::move(key), std::move(help), member);
  setting.set = [member](Config& config, std::string_view text) {
    if (!monitoring::parse_blocks(text)) return false;
    config.*member = text;
    return true;
  };
  return setting;
}

template <class Number>
Setting limit_setting(std::string key, Number Limits::*member) {
  const std::string help = "limit (see server/base/limits.hpp)";
  return {"limits." + std::move(key), help, [member](const Config& config) { return std::to_string(config.limits.*member); },
          [member](Config& config, std::string_view text) { return read_number(text, Number{0}, config.limits.*member); }};
}

std::vector<Setting> limit_settings() {
  return {
      limit_setting("header_bytes_max", &Limits::header_bytes_max),
      limit_setting("body_bytes_max", &Limits::body_bytes_max),
      limit_setting("target_bytes_max", &Limits::target_bytes_max),
      limit_setting("frame_bytes_max", &Limits::frame_bytes_max),
      limit_setting("sockets_max", &Limits::sockets_max),
      limit_setting("sockets_per_address_max", &Limits::sockets_per_address_max),
      limit_setting("connections_max", &Limits::connections_max),
      limit_setting("subscriptions_per_socket_max", &Limits::subscriptions_per_socket_max),
      limit_setting("outbox_messages_max", &Limits::outbox_messages_max),
      limit_setting("outbox_bytes_max", &Limits::outbox_bytes_max),
      limit_setting("read_timeout_ms", &Limits::read_timeout_ms),
      limit_setting("write_timeout_ms", &Limits::write_timeout_ms),
      limit_setting("idle_timeout_ms", &Limits::idle_timeout_ms),
      limit_setting("heartbeat_ms", &Limits::heartbeat_ms),
      limit_setting("broadcast_tick_ms", &Limits::broadcast_tick_ms),
      limit_setting("drain_ms_max", &Limits::drain_ms_max),
      limit_setting("resume_events_max", &Limits::resume_events_max),
      limit_setting("cheap_per_minute", &Limits::cheap_per_minute),
      limit_setting("normal_per_minute", &Limits::normal_per_minute),
      limit_setting("costly_per_minute", &Limits::costly_per_minute),
      limit_setting("password_per_minute", &Limits::password_per_minute),
      limit_setting("new_visitors_per_hour", &Limits::new_visitors_per_hour),
      limit_setting("write_queue_max", &Limits::write_queue_max),
      limit_setting("read_queue_max", &Limits::read_queue_max),
      limit_setting("slow_queue_max", &Limits::slow_queue_max),
      limit_setting("commit_batch_max", &Limits::commit_batch_max),
      limit_setting("write_wait_ms_max", &Limits::write_wait_ms_max),
      limit_setting("query_ms_max", &Limits::query_ms_max),
      limit_setting("cache_entries_max", &Limits::cache_entries_max),
      limit_setting("cache_bytes_max", &Limits::cache_bytes_max),
      limit_setting("idea_chars_max", &Limits::idea_chars_max),
      limit_setting("comment_chars_max", &Limits::comment_chars_max),
      limit_setting("answer_chars_max", &Limits::answer_chars_max),
      limit_setting("page_size", &Limits::page_size),
      limit_setting("page_size_max", &Limits::page_size_max),
      limit_setting("picture_bytes_max", &Limits::picture_bytes_max),
      limit_setting("picture_pixels_max", &Limits::picture_pixels_max),
      limit_setting("picture_work_ms_max", &Limits::picture_work_ms_max),
      limit_setting("picture_memory_bytes_max", &Limits::picture_memory_bytes_max),
      limit_setting("uploads_max", &Limits::uploads_max),
      limit_setting("uploads_per_address_max", &Limits::uploads_per_address_max),
      limit_setting("upload_timeout_ms", &Limits::upload_timeout_ms),
      limit_setting("map_ideas_max", &Limits::map_ideas_max),
      limit_setting("data_rows_max", &Limits::data_rows_max),
      limit_setting("data_bytes_max", &Limits::data_bytes_max),
      limit_setting("sitemap_ideas_max", &Limits::sitemap_ideas_max),
      limit_setting("dossier_comments_max", &Limits::dossier_comments_max),
      limit_setting("dossier_pages_max", &Limits::dossier_pages_max),
      limit_setting("draw_queue_max", &Limits::draw_queue_max),
      limit_setting("session_ms_max", &Limits::session_ms_max),
      limit_setting("visitor_ms_max", &Limits::visitor_ms_max),
      limit_setting("comment_edit_ms", &Limits::comment_edit_ms),
      limit_setting("undo_ms", &Limits::undo_ms),
      limit_setting("case_due_ms", &Limits::case_due_ms),
      limit_setting("idempotency_ms", &Limits::idempotency_ms),
  };
}

std::vector<std::string> licence_codes() {
  std::vector<std::string> codes;
  for (const auto& licence : open_data::licences()) codes.emplace_back(licence.code);
  return codes;
}

std::vector<Setting> make_settings() {
  std::vector<Setting> rows{
      path_setting("data", "folder of the database", &Config::data),
      database_setting("database", "PostgreSQL: postgresql://user:password@host:port/name; empty: a SQLite file in data", &Config::database),
      text_setting("address", "IP address to listen on", &Config::address),
      number_setting("port", "TCP port to listen on; 0 picks a free one", &Config::port, 0, 65'535),
      number_setting("threads", "network threads", &Config::threads, 1, 64),
      number_setting("readers", "database reader threads", &Config::readers, 1, 64),
      path_setting("web", "folder of the built client; empty: beside the program", &Config::web),
      path_setting("schema", "folder of the schema files; empty: beside the program", &Config::schema),
      text_setting("site_name", "name of the site in every title", &Config::site_name),
      text_setting("theme", "look of the site: palabre, littoral, or another folder of web/themes", &Config::theme),
      text_setting("public_url", "address people type, https://…; empty: relative links", &Config::public_url),
      text_setting("contact", "whom people write to: an e-mail address, or words", &Config::contact),
      text_setting("enforcement_body", "who watches over accessibility, for the statement", &Config::enforcement_body),
      text_setting("security_contact", "whom to tell of a weakness, for /.well-known/security.txt", &Config::security_contact),
      choice_setting("data_licence", "licence of the open data: CC-BY-4.0, CC0-1.0, CC-BY-SA-4.0 or ODbL-1.0", &Config::data_licence, licence_codes()),
      language_setting("language", "language when nobody says: the name of a message file, two letters", &Config::language),
      tiles_setting("map_tiles", "address of map tiles with {z}, {x} and {y}; empty: the outline that comes along", &Config::map_tiles),
      text_setting("map_attribution", "who made the map tiles, shown under the map", &Config::map_attribution),
      fact_setting("trusts_proxy", "believe X-Forwarded-For and -Proto of a proxy in front", &Config::trusts_proxy),
      fact_setting("allows_demo_anywhere", "serve demo accounts on a public address", &Config::allows_demo_anywhere),
      choice_setting("log_level", "debug, info, warning, error or silent", &Config::log_level,
                     {"debug", "info", "warning", "error", "silent"}),
      choice_setting("log_format", "text, or json: one object a line", &Config::log_format, {"text", "json"}),
      fact_setting("log_requests", "log each answer: its number, route, status, duration and bytes", &Config::log_requests),
      addresses_setting("metrics_from", "addresses that may read /metrics; empty: this machine's own, when trusts_proxy is off. Token: PALABRE_METRICS_TOKEN", &Config::metrics_from),
      text_setting("mail.url", "mail server, smtp://… or smtps://…; empty: no mail. User and password: PALABRE_MAIL_USER, _PASSWORD", &Config::mail_url),
      text_setting("mail.from", "address mail is sent from", &Config::mail_from),
      number_setting("mail.digest_hour", "hour at which daily and weekly mail leaves", &Config::mail_digest_hour, 0, 23),
      fact_setting("many_nodes", "other servers use the same database; with PostgreSQL it need not be said", &Config::many_nodes),
      text_setting("test_clock", "file with an offset in seconds, for rehearsing dates", &Config::test_clock),
  };
  for (auto& row : limit_settings()) rows.push_back(std::move(row));
  return rows;
}

Result<void> apply(Config& config, std::string_view key, std::string_view text, std::string_view source) {
  for (const auto& setting : settings()) {
    if (setting.key != key) continue;
    if (setting.set(config, text)) return {};
    return refuse(Reason::bad_field, std::string(source) + ": \"" + std::string(text) + "\" is no value for " + setting.key + " (" + setting.help + ")", key);
  }
  return refuse(Reason::unknown_field, std::string(source) + ": there is no setting " + std::string(key), key);
}

/// A TOML leaf as the text the settings table reads, a list of texts with commas between; nothing for dates, which no setting takes.
std::optional<std::string> leaf_text(const toml::node& node) {
  if (const auto* list = node.as_array()) {
    std::string joined;
    for (const auto& item : *list) {
      const auto* text = item.as_string();
      if (text == nullptr) return std::nullopt;
      joined += (joined.empty() ? "" : ", ") + text->get();
    }
    return joined;
  }
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* fact = node.as_boolean()) return fact->get() ? "true" : "false";
  return std::nullopt;
}

Result<void> apply_table(Config& config, const toml::table& table, const std::string& prefix, const std::string& source) {
  for (const auto& [name, node] : table) {
    const std::string key = prefix + std::string(name.str());
    if (const auto* inner = node.as_table()) {
      if (auto applied = apply_table(config, *inner, key + ".", source); !applied) return applied;
      continue;
    }
    const auto text = leaf_text(node);
    if (!text) return refuse(Reason::bad_field, source + ": " + key + " must be a text, a whole number, true or false", key);
    if (auto applied = apply(config, key, *text, source); !applied) return applied;
  }
  return {};
}

/// Mail needs a sender, and an address of the site to lead to.
Result<void> check_mail(const Config& config) {
  if (config.mail_url.empty()) return {};
  if (!config.mail_url.starts_with("smtp://") && !config.mail_url.starts_with("smtps://"))
    return refuse(Reason::bad_field, "mail.url begins with smtp:// or smtps://", "mail.url");
  if (config.mail_url.find('@') != std::string::npos)
    return refuse(Reason::bad_field, "mail.url holds no user or password: give them in PALABRE_MAIL_USER and PALABRE_MAIL_PASSWORD", "mail.url");
  if (config.mail_from.find('@') == std::string::npos) return refuse(Reason::bad_field, "mail.from is the address mail is sent from", "mail.from");
  if (config.public_url.empty()) return refuse(Reason::bad_field, "mail needs public_url: its links must lead somewhere", "public_url");
  return {};
}

/// Never a setting: what is printed, or stands in a file, is no place for a password.
struct Secret {
  const char* variable;
  std::string Config::*place;
};
constexpr Secret secrets[] = {{"PALABRE_MAIL_USER", &Config::mail_user},
                              {"PALABRE_MAIL_PASSWORD", &Config::mail_password},
                              {"PALABRE_METRICS_TOKEN", &Config::metrics_token}};

void read_secrets(Config& config, const std::function<const char*(const std::string&)>& environment) {
  for (const auto& [variable, place] : secrets) {
    if (const char* text = environment(variable)) config.*place = text;
  }
}

std::filesystem::path program_folder() {
  std::error_code ignored;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  return program.parent_path();
}

std::filesystem::path first_existing(const std::vector<std::filesystem::path>& candidates) {
  for (const auto& candidate : candidates) {
    std::error_code ignored;
    if (std::filesystem::exists(candidate, ignored)) return candidate.lexically_normal();
  }
  return candidates.back().lexically_normal();
}

}  // namespace

const std::vector<Setting>& settings() {
  static const std::vector<Setting> rows = make_settings();
  return rows;
}

std::string environment_name(std::string_view key) {
  std::string name = "PALABRE_";
  for (const char letter : key) name += letter == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  return name;
}

std::vector<std::string> strange_variables(const char* const* environment) {
  std::set<std::string, std::less<>> known{"PALABRE_CONFIG"};
  for (const auto& secret : secrets) known.insert(secret.variable);
  for (const auto& setting : settings()) known.insert(environment_name(setting.key));
  std::vector<std::string> strange;
  for (; *environment != nullptr; ++environment) {
    const std::string_view name = std::string_view(*environment).substr(0, std::string_view(*environment).find('='));
    if (name.starts_with("PALABRE_") && !known.contains(name)) strange.emplace_back(name);
  }
  return strange;
}

Result<Config> load_config(const std::filesystem::path& file, const std::function<const char*(const std::string&)>& environment,
                           const Overrides& flags) {
  Config config;
  if (!file.empty()) {
    try {
      if (auto applied = apply_table(config, toml::parse_file(file.string()), "", file.string()); !applied) return applied.error();
    } catch (const toml::parse_error& fault) {
      return refuse(Reason::bad_field, file.string() + " line " + std::to_string(fault.source().begin.line) + ": " + std::string(fault.description()), "config");
    }
  }
  for (const auto& setting : settings()) {
    const std::string name = environment_name(setting.key);
    const char* text = environment(name);
    if (!text) continue;
    if (auto applied = apply(config, setting.key, text, "environment " + name); !applied) return applied.error();
  }
  for (const auto& [key, text] : flags) {
    if (auto applied = apply(config, key, text, "flag"); !applied) return applied.error();
  }
  if (auto checked = check_mail(config); !checked) return checked.error();
  read_secrets(config, environment);
  return config;
}

void print_config(const Config& config, std::ostream& out) {
  // Numbers and facts stand bare, everything else quoted, so that the output is a file that can be given back.
  const auto is_bare = [](const std::string& text) {
    return text == "true" || text == "false" ||
           (!text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; }));
  };
  // Tables last: what stands after a table's head belongs to it.
  std::vector<const Setting*> ordered;
  for (const auto& setting : settings()) ordered.push_back(&setting);
  const auto table_of = [](const Setting& setting) { return setting.key.substr(0, setting.key.find('.') == std::string::npos ? 0 : setting.key.find('.')); };
  std::stable_sort(ordered.begin(), ordered.end(), [&](const Setting* left, const Setting* right) { return table_of(*left).empty() && !table_of(*right).empty(); });
  std::string table;
  for (const Setting* one : ordered) {
    const Setting& setting = *one;
    std::string key = setting.key;
    if (const std::string own = table_of(setting); !own.empty()) {
      if (own != table) out << "\n[" << own << "]\n";
      table = own;
      key = key.substr(own.size() + 1);
    }
    const std::string text = setting.text(config);
    if (is_bare(text)) out << key << " = " << text << "\n";
    else out << key << " = " << toml::value<std::string>(text) << "\n";
  }
}

std::filesystem::path web_folder(const Config& config) {
  if (!config.web.empty()) return config.web;
  const auto here = program_folder();
  return first_existing({here / "../share/palabre/web", here / "web", here / "../web"});
}

std::filesystem::path schema_folder(const Config& config) {
  if (!config.schema.empty()) return config.schema;
  const auto here = program_folder();
  return first_existing({here / "../share/palabre/schema", here / "schema", here / "../../schema"});
}

}  // namespace palabre::app
