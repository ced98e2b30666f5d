export { WhyAgent } from "./WhyAgent";
