#include "app/node/next_step.hpp"

namespace alongside::app {

namespace {

std::string partner(const Standing& standing) {
  return standing.partner_name.empty() ? "your partner" : standing.partner_name;
}

std::string before_pairing(const Standing& standing) {
  if (standing.invite_taken) {
    return standing.running
               ? "Waiting to reach the one who invited you; this node goes on trying. Their node must be running, and "
                 "the invite must be their newest one."
               : "You accepted an invite, but their node was not reached yet. `alongside run` goes on trying.";
  }
  if (!standing.invite_given_until.empty()) {
    return "Your invite is good until " + standing.invite_given_until + ". Waiting for your partner to accept it" +
           (standing.running ? "." : "; `alongside run` must be running for that.");
  }
  return "You are not paired yet. Give your partner an invite with `alongside invite`, or take theirs with "
         "`alongside accept`.";
}

std::string before_verified(const Standing& standing) {
  if (!standing.confirmed_by_me) {
    return "Compare the six words with " + partner(standing) +
           " by voice: `alongside verify`. Until you both have, nothing is sent.";
  }
  return "You have compared the words. As soon as " + partner(standing) + " has too, what you share can go.";
}

std::string waiting_for_their_device(const Standing& standing) {
  const bool one = standing.waiting == 1;
  const auto what = (one ? "1 change waits" : std::to_string(standing.waiting) + " changes wait") +
                    std::string(" for their device");
  const std::string it = one ? "it" : "they";
  if (standing.connected) return what + "; " + it + (one ? " is" : " are") + " going now.";
  if (!standing.running) return what + ". `alongside sync` sends now, `alongside run` whenever it can.";
  return what + "; " + it + (one ? " goes" : " go") + " by " + (one ? "itself" : "themselves") +
         " when your nodes reach each other.";
}

}  // namespace

std::string next_step(const Standing& standing) {
  if (standing.disk_full) {
    return std::string("The disk is full, so nothing new can be kept; all that was saved is safe. Make room") +
           (standing.running ? ", and it goes on by itself." : ".");
  }
  if (standing.locked) {
    if (!standing.running) return "Your node is not running. `alongside run` starts it, and asks for your passphrase.";
    return standing.goes_on && standing.paired
               ? "Locked. `alongside unlock` opens it; meanwhile what was shared still comes and goes."
               : "Locked. `alongside unlock` opens it.";
  }
  if (standing.partner_left) {
    return partner(standing) +
           " has ended the pairing, so nothing new comes or goes. `alongside leave` ends it here too.";
  }
  if (!standing.version_gap.empty()) return standing.version_gap;
  if (!standing.paired) return before_pairing(standing);
  if (!standing.confirmed_by_me || !standing.confirmed_by_them) return before_verified(standing);
  if (standing.waiting > 0) return waiting_for_their_device(standing);
  if (standing.connected) return "All that you share is on their device. Nothing to do.";
  if (standing.running)
    return "All that you share is on their device. You are not connected right now; the node tries by itself.";
  return "All that you share is on their device. `alongside run` or `alongside sync` brings what is new from them.";
}

}  // namespace alongside::app
