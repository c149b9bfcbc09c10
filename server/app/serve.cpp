// Joins the slices' routes, starts the gate, the sockets and the clockwork, and runs until a signal. Called by the command line.
#include "app/serve.hpp"

#include "app/clockwork.hpp"
#include "app/client_files.hpp"
#include "app/node_life.hpp"
#include "assisted/assisted_api.hpp"
#include "app/round_watch.hpp"
#include "base/log.hpp"
#include "crypto/crypto.hpp"
#include "db/event_log.hpp"
#include "db/gate.hpp"
#include "db/schema_files.hpp"
#include "discussion/comment_api.hpp"
#include "followup/answer_api.hpp"
#include "followup/commitment_api.hpp"
#include "http/visitor_quota.hpp"
#include "http/vitals.hpp"
#include "ideas/ideas_api.hpp"
#include "instance/instance.hpp"
#include "instance/instance_api.hpp"
#include "light/light_api.hpp"
#include "mail/sender.hpp"
#include "moderation/moderation_api.hpp"
#include "monitoring/monitoring.hpp"
#include "net/event_reader.hpp"
#include "net/server.hpp"
#include "nodes/instance_secret.hpp"
#include "pictures/pictures_api.hpp"
#include "notices/digest.hpp"
#include "notices/notices_api.hpp"
#include "own_data/own_data_api.hpp"
#include "planning/planning_api.hpp"
#include "people/people_api.hpp"
#include "people/session.hpp"
#include "redesigns/redesigns_api.hpp"
#include "rounds/round_access.hpp"
#include "rounds/rounds_api.hpp"
#include "screens/problem.hpp"
#include "screens/screens.hpp"
#include "votes/paper_api.hpp"
#include "votes/votes_api.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <ostream>
#include <thread>

namespace palabre::app {
namespace {

/// SIGINT and SIGTERM, taken by a thread of their own: the others block them, so that no system call is cut short.
class Signals {
 public:
  Signals() {
    sigemptyset(&wanted_);
    for (const int signal : {SIGINT, SIGTERM}) sigaddset(&wanted_, signal);
    pthread_sigmask(SIG_BLOCK, &wanted_, nullptr);
    // A closed connection and a full file are errors to be answered, not reasons to die.
    for (const int signal : {SIGPIPE, SIGXFSZ}) std::signal(signal, SIG_IGN);
  }
  /// Returns when one arrived.
  void wait() const {
    int signal = 0;
    sigwait(&wanted_, &signal);
  }

 private:
  sigset_t wanted_{};
};

bool is_loopback(const std::string& address) { return address == "::1" || address == "localhost" || address.starts_with("127."); }

bool has_demo_accounts(db::Gate& gate) {
  return gate.read([](db::Tx& tx) { return tx.rows("SELECT 1 FROM person WHERE is_demo = 1 LIMIT 1").next(); });
}

bool speaks(const pages::Catalogue& catalogue, const std::string& language) {
  if (catalogue.has_language(language)) return true;
  std::string known;
  for (const auto& name : catalogue.languages()) known += " " + name;
  log::error("the client has no messages in \"" + language + "\"; the setting language may be one of:" + known);
  return false;
}

void print_welcome(const Config& config, const net::Server& server, bool has_demo, std::ostream& out) {
  const std::string host = is_loopback(config.address) ? "localhost" : config.address;
  out << "Listening on http://" << host << ":" << server.port() << "\n";
  if (has_demo) {
    out << "Demo sign-ins, all with the password palabre-demo:\n";
    for (const char* role : {"citizen", "citizen2", "facilitator", "moderator", "officer", "owner", "admin"}) {
      out << "  " << role << "@demo.palabre.example\n";
    }
  }
  out << std::flush;
}

/// "https://tiles.example.org" of an address; empty for a path of ours. "{s}" as a first label is every host below.
std::string host_of(const std::string& address) {
  const auto start = address.find("://");
  if (start == std::string::npos) return {};
  std::string host = address.substr(0, address.find('/', start + 3));
  if (const auto any = host.find("{s}"); any != std::string::npos) host.replace(any, 3, "*");
  return host;
}

constexpr std::array<std::string_view, 4> secret_words{"password", "secret", "token", "key"};

/// What several servers of one instance must not each have for themselves.
void fill_shared(const Config& config, const db::Driver& driver, db::Gate& gate, http::Services& services) {
  services.is_shared = driver.is_shared() || config.many_nodes;
  services.node_id = crypto::new_opaque_id();
  gate.write([&services](db::Tx& tx) {
    services.data_secret = nodes::ensure_secret(tx, nodes::data_secret_name);
    if (services.is_shared) services.limit_secret = nodes::ensure_secret(tx, nodes::limit_secret_name);
  });
}

http::Services make_services(const Config& config, const ClientFiles& files, db::Gate& gate, bool is_demo) {
  http::Services services;
  services.limits = &config.limits;
  services.catalogue = &files.catalogue;
  services.templates = &files.templates;
  services.gate = &gate;
  services.site_name = config.site_name;
  services.public_url = config.public_url;
  services.default_language = config.language;
  services.contact = config.contact;
  services.site_address = config.public_url;
  services.data_licence = config.data_licence;
  services.security_contact = config.security_contact;
  services.enforcement_body = config.enforcement_body;
  services.core_js = files.address("core.js");
  services.core_css = files.address("core.css");
  services.templates_js = files.address("templates.json");
  services.theme = files.theme(config.theme);
  services.assets = &files.manifest;
  services.map_tiles = config.map_tiles;
  services.map_attribution = config.map_attribution;
  services.map_host = host_of(config.map_tiles);
  services.is_demo = is_demo;
  services.sends_mail = !config.mail_url.empty();
  services.render_problem = screens::render_problem;
  services.may_follow = rounds::may_follow;
  return services;
}

constexpr std::int64_t digests_at_once = 50;
/// Looking for daily and weekly mail walks everybody's unread notices: once a minute is soon enough.
constexpr std::int64_t digest_look_ms = ms_per_minute;

/// Queues the mail about notices that has become due; runs on the sender's thread.
std::function<void()> composer(const Config& config, const http::Services& services, db::Gate& gate) {
  const notices::MailFrame frame{services.catalogue, config.public_url, config.site_name, config.language};
  const auto look = [frame, &gate, hour = static_cast<int>(config.mail_digest_hour)](bool is_at_once) {
    while (gate.read([&](db::Tx& tx) { return notices::is_digest_due(tx, hour, is_at_once); })) {
      if (gate.write([&](db::Tx& tx) { return notices::queue_due_digests(tx, frame, hour, is_at_once, digests_at_once); }) == 0) return;
    }
  };
  const bool is_rehearsal = !config.test_clock.empty();
  return [look, is_rehearsal, last = std::make_shared<std::optional<std::chrono::steady_clock::time_point>>()] {
    const auto now = std::chrono::steady_clock::now();
    const bool is_time = is_rehearsal || !*last || now - **last >= std::chrono::milliseconds(digest_look_ms);
    look(!is_time);
    if (is_time) *last = now;
  };
}

std::unique_ptr<mail::Sender> start_mail(const Config& config, const http::Services& services, db::Gate& gate, const Clock& clock) {
  if (config.mail_url.empty()) return nullptr;
  mail::SmtpServer server{config.mail_url, config.mail_user, config.mail_password, config.mail_from, config.site_name};
  return std::make_unique<mail::Sender>(gate, clock, std::move(server), composer(config, services, gate), services.is_shared ? services.node_id : std::string());
}

/// Keys that hold something only the machine may know. Their value never leaves the process.
bool is_secret_key(const std::string& key) {
  return std::any_of(secret_words.begin(), secret_words.end(), [&](std::string_view word) { return key.find(word) != std::string::npos; });
}

std::vector<instance::SettingLine> setting_lines(const Config& config) {
  const Config defaults;
  std::vector<instance::SettingLine> lines;
  for (const auto& setting : settings()) {
    const bool is_secret = is_secret_key(setting.key);
    const std::string value = setting.text(config);
    lines.push_back({setting.key, is_secret ? std::string() : value, setting.help, is_secret, value == setting.text(defaults)});
  }
  return lines;
}

void fill_instance(const Config& config, const db::Driver& driver, Instant now, instance::Instance& instance) {
  instance.theme_rules = instance::load_theme_rules(web_folder(config) / "theme_rules.json");
  instance.settings = setting_lines(config);
  instance.data_folder = config.data;
  instance.database_file = config.database_file();
  const std::string description = driver.describe();  // "SQLite 3.40.1 at …": where is in the settings
  instance.database = description.substr(0, description.find(" at "));
  instance.is_on_server = driver.dialect() != "sqlite";
  instance.schema = static_cast<std::int64_t>(db::list_schema_files(schema_folder(config) / driver.dialect()).size());
  instance.version = PALABRE_VERSION;
  instance.started_at = now;
}

/// The looks pages about refusals wear: of every language, as they are now.
void remember_looks(const ClientFiles& files, const http::Services& services, db::Gate& gate, const instance::Instance& instance) {
  for (const auto& language : files.catalogue.languages())
    instance.looks.keep(language, gate.read([&](db::Tx& tx) { return instance::load_look(tx, services, language, {}); }));
}

net::ServerConfig server_config(const Config& config, const ClientFiles& files) {
  net::ServerConfig wanted;
  wanted.address = config.address == "localhost" ? "127.0.0.1" : config.address;
  wanted.port = static_cast<std::uint16_t>(config.port);
  wanted.threads = static_cast<unsigned>(config.threads);
  wanted.trusts_proxy = config.trusts_proxy;
  wanted.logs_requests = config.log_requests;
  wanted.assets_folder = web_folder(config) / "assets";
  wanted.public_origin = config.public_url;
  wanted.languages = files.catalogue.languages();
  wanted.default_language = config.language;
  return wanted;
}

/// What the load balancer and the monitoring are told. `pulse` and `vitals` outlive it.
monitoring::Monitoring make_monitoring(const Config& config, const instance::Instance& instance, const http::Vitals& vitals, const db::Gate& gate,
                                       const monitoring::Pulse& pulse) {
  monitoring::Monitoring made;
  made.sources = {instance.version, instance.database, &vitals, &gate.figures(), &pulse};
  made.readers.from = monitoring::parse_blocks(config.metrics_from).value();  // the setting was read by the same rule
  made.readers.token = config.metrics_token;
  made.readers.trusts_proxy = config.trusts_proxy;
  return made;
}

http::Routes product_routes() {
  http::Routes joined;
  for (const auto& table : {people::routes(), redesigns::routes(), ideas::routes(), discussion::routes(), moderation::routes(),
                            followup::routes(), followup::commitment_routes(), pictures::routes(), light::routes(), notices::routes(), own_data::routes(), assisted::routes(), planning::routes(), instance::routes(), monitoring::routes(), rounds::routes(), rounds::seat_routes(), votes::routes(), votes::paper_routes(), screens::routes()}) {
    joined.insert(joined.end(), table.begin(), table.end());
  }
  return joined;
}

/// Where others may share the database; null: this server is alone.
std::unique_ptr<NodeLife> start_life(const http::Services& services, db::Gate& gate, net::Server& server, const Clock& clock) {
  if (!services.is_shared) return nullptr;
  return std::make_unique<NodeLife>(gate, server, nodes::Node{services.node_id, PALABRE_VERSION, clock.now(), clock.now(), 0});
}

RoundWatch::Elsewhere elsewhere_of(const NodeLife* life) {
  if (life == nullptr) return {};
  return [life](db::Tx& tx) { return life->seats_elsewhere(tx); };
}

}  // namespace

http::Routes all_routes() {
  http::Routes routes = product_routes();
  for (const auto& route : net::net_routes()) routes.push_back(route);
  return routes;
}

int serve(const Config& config, db::Driver& driver, std::ostream& out) {
  const Signals signals;
  const ClientFiles files = load_client_files(web_folder(config));
  if (!speaks(files.catalogue, config.language)) return 1;
  std::unique_ptr<Clock> clock = std::make_unique<SystemClock>();
  if (!config.test_clock.empty()) clock = std::make_unique<OffsetClock>(config.test_clock);
  db::Gate gate(driver, *clock, config.limits, static_cast<std::size_t>(config.readers));
  const bool has_demo = has_demo_accounts(gate);
  if (has_demo && !is_loopback(config.address) && !config.allows_demo_anywhere) {
    log::error("this database holds demo accounts with a known password: listen on 127.0.0.1, or say allows_demo_anywhere = true");
    return 1;
  }
  do_what_is_due(gate, *clock);  // what the clock should have done while the server was down

  http::Services services = make_services(config, files, gate, has_demo);
  fill_shared(config, driver, gate, services);
  http::VisitorQuota visitor_quota(config.limits.new_visitors_per_hour);
  services.visitor_quota = &visitor_quota;
  instance::Instance instance;
  fill_instance(config, driver, clock->now(), instance);
  services.instance = &instance;
  http::Vitals vitals;
  services.vitals = &vitals;
  const monitoring::Pulse pulse(gate, vitals, [&] { return driver.missing_steps(schema_folder(config)).empty(); });
  const auto monitoring = make_monitoring(config, instance, vitals, gate, pulse);
  services.monitoring = &monitoring;
  const auto wanted = server_config(config, files);
  net::Server server(wanted, product_routes(), services, gate, *clock, config.limits, people::find_viewer);
  remember_looks(files, services, gate, instance);   // after the server began to listen for changes of them
  if (services.site_address.empty() && is_loopback(config.address)) services.site_address = "http://localhost:" + std::to_string(server.port());
  print_welcome(config, server, has_demo, out);
  {
    const net::EventReader reader(server, driver);
    const auto life = start_life(services, gate, server, *clock);
    const auto mail = start_mail(config, services, gate, *clock);
    RoundWatch watch(gate, *clock, [&server](const std::string& channel) { return server.is_followed(channel); }, elsewhere_of(life.get()));
    const Clockwork clockwork(gate, *clock, [&, seen = std::uint64_t{0}]() mutable {
      if (const auto changed = server.last_change(instance::look_channel); changed != seen) {
        remember_looks(files, services, gate, instance);
        seen = changed;
      }
      if (life) life->tell_seats();
      watch.look();
    });
    std::thread waiting([&signals, &server] {
      signals.wait();
      server.stop();
    });
    server.run();
    // run() may also end by itself; the waiting thread is then woken by the same signal it waits for.
    pthread_kill(waiting.native_handle(), SIGTERM);
    waiting.join();
  }
  gate.stop();
  log::info("stopped");
  return 0;
}

}  // namespace palabre::app
