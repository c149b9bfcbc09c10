// The routes of administrators (/api/v1/admin/…), and the style sheets of themes that everybody loads.
#pragma once
#include "http/route.hpp"
#include "instance/audit.hpp"
#include "people/actor.hpp"

namespace palabre::instance {

http::Routes routes();

// Its parts, one file each.
http::Routes people_admin_routes();
http::Routes organisation_routes();
http::Routes theme_routes();
http::Routes text_routes();
http::Routes machine_routes();

/// The reader as an administrator; roles of redesigns do not count here.
people::Actor admin_actor(const http::Call& call);

/// The filters of an audit request: type, person, actor, redesign (a slug), from, until (days, both included), after, limit.
/// Refuses: bad_field, bad_cursor.
Result<AuditQuery> read_audit_query(const http::Call& call);
/// The cursor of the next page; empty when these lines were the last.
std::string next_audit_cursor(const std::vector<AuditLine>& lines, std::size_t limit);

/// The file people download: the newest audit_csv_rows_max lines of the query.
http::Response audit_csv_response(const http::Call& call, AuditQuery query);

}  // namespace palabre::instance
