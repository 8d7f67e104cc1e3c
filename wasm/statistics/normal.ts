// Standard normal distribution to double precision.
// Distribution function: W. J. Cody, "Rational Chebyshev approximations for the error function",
// Mathematics of Computation 23 (1969), coefficients of his 1990 revision.
// Quantile: M. J. Wichura, algorithm AS 241 (PPND16), Applied Statistics 37 (1988).

const SQRT_HALF: f64 = 0.7071067811865476;
const INVERSE_SQRT_PI: f64 = 0.5641895835477563;

/**
 * exp(−y²) without the loss of digits that rounding y² costs: y is split at 1/16ths,
 * so the larger part of the square is exact.
 */
@inline
function expMinusSquare(y: f64): f64 {
  const coarse = Math.floor(y * 16) / 16;
  const rest = (y - coarse) * (y + coarse);
  return NativeMath.exp(-coarse * coarse) * NativeMath.exp(-rest);
}

/** erf(x) for |x| ≤ 0.46875. */
function erfNearZero(x: f64): f64 {
  const z = x * x;
  let top: f64 = 1.85777706184603153e-1 * z;
  let bottom: f64 = z;
  top = (top + 3.1611237438705656) * z;
  bottom = (bottom + 2.36012909523441209e1) * z;
  top = (top + 1.13864154151050156e2) * z;
  bottom = (bottom + 2.44024637934444173e2) * z;
  top = (top + 3.77485237685302021e2) * z;
  bottom = (bottom + 1.28261652607737228e3) * z;
  return (x * (top + 3.20937758913846947e3)) / (bottom + 2.84423683343917062e3);
}

/** erfc(y) for 0.46875 < y ≤ 4. */
function erfcMiddle(y: f64): f64 {
  let top: f64 = 2.15311535474403846e-8 * y;
  let bottom: f64 = y;
  top = (top + 5.64188496988670089e-1) * y;
  bottom = (bottom + 1.57449261107098347e1) * y;
  top = (top + 8.88314979438837594) * y;
  bottom = (bottom + 1.17693950891312499e2) * y;
  top = (top + 6.61191906371416295e1) * y;
  bottom = (bottom + 5.37181101862009858e2) * y;
  top = (top + 2.98635138197400131e2) * y;
  bottom = (bottom + 1.62138957456669019e3) * y;
  top = (top + 8.8195222124176909e2) * y;
  bottom = (bottom + 3.29079923573345963e3) * y;
  top = (top + 1.71204761263407058e3) * y;
  bottom = (bottom + 4.36261909014324716e3) * y;
  top = (top + 2.05107837782607147e3) * y;
  bottom = (bottom + 3.43936767414372164e3) * y;
  const ratio = (top + 1.23033935479799725e3) / (bottom + 1.23033935480374942e3);
  return expMinusSquare(y) * ratio;
}

/** erfc(y) for y > 4. */
function erfcTail(y: f64): f64 {
  const z = 1 / (y * y);
  let top: f64 = 1.63153871373020978e-2 * z;
  let bottom: f64 = z;
  top = (top + 3.05326634961232344e-1) * z;
  bottom = (bottom + 2.56852019228982242) * z;
  top = (top + 3.60344899949804439e-1) * z;
  bottom = (bottom + 1.87295284992346047) * z;
  top = (top + 1.25781726111229246e-1) * z;
  bottom = (bottom + 5.27905102951428412e-1) * z;
  top = (top + 1.60837851487422766e-2) * z;
  bottom = (bottom + 6.05183413124413191e-2) * z;
  const ratio = (z * (top + 6.58749161529837803e-4)) / (bottom + 2.33520497626869185e-3);
  return (expMinusSquare(y) * (INVERSE_SQRT_PI - ratio)) / y;
}

/**
 * Φ(x), the probability that a standard normal is at most x; relative error below 3e-14 down to x = −37.
 * NaN gives NaN, −∞ gives 0, ∞ gives 1.
 */
export function normalCdf(x: f64): f64 {
  if (isNaN(x)) return NaN;
  if (x < -39) return 0;
  if (x > 39) return 1;
  const u = x * SQRT_HALF;
  const y = Math.abs(u);
  if (y <= 0.46875) return 0.5 + 0.5 * erfNearZero(u);
  const tail = 0.5 * (y <= 4 ? erfcMiddle(y) : erfcTail(y));
  return x < 0 ? tail : 1 - tail;
}

/** Φ⁻¹(p), relative error about 1e-16. p = 0 gives −∞, p = 1 gives ∞, outside [0, 1] and NaN give NaN. */
export function normalQuantile(p: f64): f64 {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p == 0) return -Infinity;
  if (p == 1) return Infinity;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    let top: f64 = 2.5090809287301226727e3;
    top = top * r + 3.3430575583588128105e4;
    top = top * r + 6.7265770927008700853e4;
    top = top * r + 4.5921953931549871457e4;
    top = top * r + 1.3731693765509461125e4;
    top = top * r + 1.9715909503065514427e3;
    top = top * r + 1.3314166789178437745e2;
    top = top * r + 3.387132872796366608;
    let bottom: f64 = 5.2264952788528545610e3;
    bottom = bottom * r + 2.8729085735721942674e4;
    bottom = bottom * r + 3.9307895800092710610e4;
    bottom = bottom * r + 2.1213794301586595867e4;
    bottom = bottom * r + 5.3941960214247511077e3;
    bottom = bottom * r + 6.8718700749205790830e2;
    bottom = bottom * r + 4.2313330701600911252e1;
    bottom = bottom * r + 1;
    return (q * top) / bottom;
  }
  let r = Math.sqrt(-NativeMath.log(q < 0 ? p : 1 - p));
  let size: f64;
  if (r <= 5) {
    r -= 1.6;
    let top: f64 = 7.7454501427834140764e-4;
    top = top * r + 2.27238449892691845833e-2;
    top = top * r + 2.4178072517745061177e-1;
    top = top * r + 1.27045825245236838258;
    top = top * r + 3.64784832476320460504;
    top = top * r + 5.7694972214606914055;
    top = top * r + 4.6303378461565452959;
    top = top * r + 1.42343711074968357734;
    let bottom: f64 = 1.05075007164441684324e-9;
    bottom = bottom * r + 5.475938084995344946e-4;
    bottom = bottom * r + 1.51986665636164571966e-2;
    bottom = bottom * r + 1.4810397642748007459e-1;
    bottom = bottom * r + 6.8976733498510000455e-1;
    bottom = bottom * r + 1.6763848301838038494;
    bottom = bottom * r + 2.05319162663775882187;
    bottom = bottom * r + 1;
    size = top / bottom;
  } else {
    r -= 5;
    let top: f64 = 2.01033439929228813265e-7;
    top = top * r + 2.71155556874348757815e-5;
    top = top * r + 1.2426609473880784386e-3;
    top = top * r + 2.653218952657612309e-2;
    top = top * r + 2.9656057182850489123e-1;
    top = top * r + 1.7848265399172913358;
    top = top * r + 5.4637849111641143699;
    top = top * r + 6.6579046435011037772;
    let bottom: f64 = 2.04426310338993978564e-15;
    bottom = bottom * r + 1.4215117583164458887e-7;
    bottom = bottom * r + 1.8463183175100546818e-5;
    bottom = bottom * r + 7.868691311456132591e-4;
    bottom = bottom * r + 1.48753612908506148525e-2;
    bottom = bottom * r + 1.3692988092273580531e-1;
    bottom = bottom * r + 5.9983220655588793769e-1;
    bottom = bottom * r + 1;
    size = top / bottom;
  }
  return q < 0 ? -size : size;
}
