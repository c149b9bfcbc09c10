// A child process, a pipe to it and a pipe back, and a clock. Called by attach_picture.
#include "media/picture_worker.hpp"

#include "base/log.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace palabre::media {
namespace {

constexpr std::size_t answer_bytes_max = 16 * 1024 * 1024;

Refusal undecodable() { return refuse(Reason::bad_field, "the picture is damaged and cannot be decoded", "picture"); }

class Pipe {
 public:
  Pipe() {
    if (pipe2(ends_.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe for a picture");
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  [[nodiscard]] int end(std::size_t which) const { return ends_[which]; }
  void close_end(std::size_t which) {
    if (ends_[which] >= 0) close(ends_[which]);
    ends_[which] = -1;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

/// The child, ended and waited for at the latest here.
class Child {
 public:
  explicit Child(pid_t id) : id_(id) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    kill(id_, SIGKILL);
    int status = 0;
    while (waitpid(id_, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL) log::warning("the worker of a picture ended by signal " + std::to_string(WTERMSIG(status)));
  }

 private:
  pid_t id_;
};

pid_t start(const std::string& program, const Limits& limits, const Pipe& input, const Pipe& output) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, input.end(0), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, output.end(1), STDOUT_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&files, 3);  // no socket and no database file goes along
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t signals;
  sigfillset(&signals);
  posix_spawnattr_setsigdefault(&attributes, &signals);
  sigemptyset(&signals);
  posix_spawnattr_setsigmask(&attributes, &signals);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  std::array<std::string, 5> words{"palabre", "shrink-picture", std::to_string(limits.picture_bytes_max), std::to_string(limits.picture_pixels_max),
                                   std::to_string(limits.picture_memory_bytes_max)};
  std::array<char*, 6> arguments{};
  for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
  std::array<char*, 1> environment{};
  pid_t child = 0;
  const int code = posix_spawn(&child, program.c_str(), &files, &attributes, arguments.data(), environment.data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  if (code != 0) throw std::runtime_error("the worker of pictures cannot be started: " + program);
  return child;
}

/// Sends the picture and reads the answer, whichever the child is ready for. False: too late, or too much.
bool talk(Pipe& input, Pipe& output, std::string_view bytes, std::int64_t ms_max, std::string& answer) {
  fcntl(input.end(1), F_SETFL, O_NONBLOCK);
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(ms_max);
  std::array<char, 65536> chunk{};
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
    if (left <= 0) return false;
    std::array<pollfd, 2> waiting{pollfd{output.end(0), POLLIN, 0}, pollfd{input.end(1), POLLOUT, 0}};  // a closed end is -1: passed over
    if (poll(waiting.data(), waiting.size(), static_cast<int>(left)) < 0 && errno != EINTR) return false;
    if (waiting[1].revents != 0) {
      const auto count = bytes.empty() ? -1 : write(input.end(1), bytes.data(), bytes.size());
      if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
      if (bytes.empty() || (count < 0 && errno != EAGAIN && errno != EINTR)) input.close_end(1);
    }
    if (waiting[0].revents == 0) continue;
    const auto count = read(output.end(0), chunk.data(), chunk.size());
    if (count == 0) return true;
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) answer.append(chunk.data(), static_cast<std::size_t>(count));
    if (answer.size() > answer_bytes_max) return false;
  }
}

}  // namespace

Result<ShrunkPicture> shrink_in_worker(std::string_view bytes, const Limits& limits, const std::string& program) {
  if (const auto head = check_picture(bytes, limits.picture_bytes_max, limits.picture_pixels_max); !head) return head.error();
  Pipe input;
  Pipe output;
  const Child child(start(program, limits, input, output));
  input.close_end(0);
  output.close_end(1);
  std::string answer;
  if (!talk(input, output, bytes, limits.picture_work_ms_max, answer)) return undecodable();
  return unpack_answer(answer);
}

}  // namespace palabre::media
