// A route is a row in a table: method, pattern, who may, read or write, cost, handler. Slices export tables; main joins them.
#pragma once
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/limits.hpp"
#include "base/refusal.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::db {
class Tx;
class Gate;
}  // namespace palabre::db
namespace palabre::pages {
class Catalogue;
class TemplateSet;
}  // namespace palabre::pages
namespace palabre::instance {
struct Instance;
}  // namespace palabre::instance
namespace palabre::monitoring {
struct Monitoring;
}  // namespace palabre::monitoring

namespace palabre::http {

/// Who is asking, found from the session token by people::find_viewer.
struct Viewer {
  PersonId person;
  SessionId session;
  std::string opaque_id;   // names the person in the event log
  std::string name;
  std::string language;
  OrganisationId organisation;  // set when the account speaks for an organisation
  bool is_organisation = false;
  bool is_admin = false;
  bool is_email_verified = false;
};

/// The weakest person a route serves. The router enforces `signed_in` and `admin`; the roles of a redesign are checked by the
/// act, which knows the redesign. The walk over all routes as all roles reads this column.
enum class Who { anyone, signed_in, participant, author, facilitator, moderator, officer, owner, admin };

/// read: snapshot, on a reader. write: one savepoint in the writer's transaction, refusal rolls it back.
/// slow: on the low-priority pool, for password hashes; it uses the gate itself.
/// upload: the same on a pool of its own, and the only kind that may take a body larger than a form.
/// draw: a read that makes a picture or a document, on one thread of its own; it reads through the gate itself, and what is for
/// everyone is kept like other public reads.
/// instant: answered on the io thread from memory, without viewer or database, so that it answers when nothing else does.
enum class Kind { read, write, slow, upload, draw, instant };

/// What an address may ask how often (base/limits). free: as often as it likes.
enum class Cost { cheap, normal, costly, password, free };

/// mine: made for one viewer, never shared, `private, no-store`. everyone: the viewer is hidden from the handler, so the
/// bytes are the same for all. page: everyone's bytes for visitors, made afresh for people with a session.
enum class Audience { mine, everyone, page };

/// Whether the answer of a write may be kept under the idempotency key of who sent it, to be given again. never_kept: the act is
/// repeatable by itself, and nothing may lie beside the person that says what they did (a ballot) or shows it (a printed code).
enum class Replies { kept, never_kept };

struct Services;
struct Vitals;
class VisitorQuota;

/// Makes a refusal into a page for people; null: problem+json for everyone. `status`: 0 is the one of its reason; with 500 the
/// page gives the request's number instead of a rule.
using RenderProblem = Response (*)(const Request& request, const Refusal& refusal, const Services& services, int status);
/// Whether strangers may follow a live channel (a draft redesign's they may not); null: every channel.
using MayFollow = bool (*)(db::Tx& tx, std::string_view channel);

/// The look of the pages (web/themes): a small sheet after the core styles, and what the frame says of it.
struct Theme {
  std::string css;                    // hashed address; empty: the theme inside the core styles
  std::string modes = "light dark";   // "light" alone: it never turns dark
  std::string light = "#ffffff";      // colour of the browser's own bar by day and by night
  std::string dark = "#18211d";
};

/// What handlers need besides the request; owned by main, alive as long as the server.
struct Services {
  const Limits* limits = nullptr;
  const pages::Catalogue* catalogue = nullptr;
  const pages::TemplateSet* templates = nullptr;
  db::Gate* gate = nullptr;                 // for slow handlers only
  std::string site_name;
  std::string public_url;                   // "https://ideas.example.org", no slash at the end; empty: relative links
  std::string site_address;                 // public_url, else where a server on the loopback address listens; may be empty
  std::string data_licence = "CC-BY-4.0";   // of the open data: a row of screens/licence
  std::string data_secret;                  // of the pseudonyms in the open data; the instance's, see open_data/data_key.hpp
  bool is_shared = false;                   // other servers may use the same database
  std::string node_id;                      // which of them this one is
  std::string limit_secret;                 // under which they count what addresses use; empty: this one is alone
  std::string security_contact;             // for /.well-known/security.txt: an address, or a page; empty: the contact when it is an address
  std::string default_language;
  std::string contact;                      // of those who run the instance: an address or words; empty: not said
  std::string enforcement_body;             // to whom people turn about accessibility; empty: not said
  std::string core_js, core_css, templates_js;  // hashed asset paths from the client's manifest
  Theme theme;
  const std::map<std::string, std::string>* assets = nullptr;  // "icon-192.png" -> its hashed address; null: none
  std::string map_tiles;                    // "https://tiles.example.org/{z}/{x}/{y}.png"; empty: the outline that comes along
  std::string map_attribution;              // who made those tiles, as their licence asks
  std::string map_host;                     // their origin, for the content policy
  bool is_demo = false;
  const instance::Instance* instance = nullptr;  // what administrators see of the machine; null: nothing, as in most tests
  const monitoring::Monitoring* monitoring = nullptr;  // /readyz and /metrics; null: neither
  Vitals* vitals = nullptr;                 // counted by net; null: nobody counts
  VisitorQuota* visitor_quota = nullptr;    // of light contributions on a server that is alone; null: no limit
  bool sends_mail = false;                  // a mail server is configured
  RenderProblem render_problem = nullptr;   // filled by screens
  MayFollow may_follow = nullptr;           // filled by redesigns
};

/// The values of "{name}" parts of a pattern, in order of appearance.
using PathValues = std::vector<std::pair<std::string_view, std::string>>;

struct Call {
  const Request& request;
  const PathValues& path;
  const std::optional<Viewer>& viewer;
  const Services& services;
  Instant now;
  db::Tx* tx = nullptr;  // null in slow handlers

  [[nodiscard]] db::Tx& db() const { return *tx; }
  [[nodiscard]] std::string_view path_value(std::string_view name) const;
  /// The typed id in the path; a bad one is `not_found`.
  template <class SomeId>
  [[nodiscard]] Result<SomeId> path_id(std::string_view name = "id") const {
    const auto id = SomeId::parse(path_value(name));
    if (!id) return refuse(Reason::not_found, "no such " + std::string(name), name);
    return *id;
  }
};

using Handler = Result<Response> (*)(const Call& call);

struct Route {
  Method method;
  std::string_view pattern;  // "/api/v1/ideas/{id}/support"
  Who who;
  Kind kind;
  Cost cost;
  Audience audience;
  Handler handler;
  Replies replies = Replies::kept;
};

using Routes = std::vector<Route>;

}  // namespace palabre::http
