from fractions import Fraction
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.maths.equality import Different, Domain, Same, Unknown, equal
from grader.maths.formula import Formula
from grader.maths.reading import parse

DIGITS = 60
REAL = 1e-40  # relative: a difference smaller than this could be rounding, at 60 digits

SAME = [
    # the slope of the sigmoid
    pytest.param("sigmoid(x)*(1-sigmoid(x))", "exp(-x)/(1+exp(-x))^2", id="sigmoid's slope by the quotient rule"),
    pytest.param("sigmoid(x)*(1-sigmoid(x))", "exp(x)/(1+exp(x))^2", id="sigmoid's slope, expanded by e^2x"),
    pytest.param("sigmoid(x)*(1-sigmoid(x))", "sigmoid(x)*sigmoid(-x)", id="sigmoid's slope as a mirrored product"),
    pytest.param("sigmoid(x)*(1-sigmoid(x))", "sigmoid(x)-sigmoid(x)^2", id="sigmoid's slope, multiplied out"),
    pytest.param("sigmoid(x)*(1-sigmoid(x))", "1/(2+exp(x)+exp(-x))", id="sigmoid's slope with one denominator"),
    pytest.param("sigmoid(x)*(1-sigmoid(x))", "1/(4*cosh(x/2)^2)", id="sigmoid's slope through cosh"),
    pytest.param("sigmoid(x)*(1-sigmoid(x))", "sech(x/2)^2/4", id="sigmoid's slope through sech"),
    pytest.param("sigmoid(x)*(1-sigmoid(x))", "(1-tanh(x/2)^2)/4", id="sigmoid's slope through tanh"),
    pytest.param("sigmoid(x)*(1-sigmoid(x))", "1/4-(sigmoid(x)-1/2)^2", id="sigmoid's slope, the square completed"),
    pytest.param("sigmoid(x)*(1-sigmoid(x))", "1/(2+2*cosh(x))", id="sigmoid's slope by the half angle"),
    pytest.param(
        "sigmoid(x)*(1-sigmoid(x))", "exp(-softplus(x)-softplus(-x))", id="sigmoid's slope from its logarithm"
    ),
    pytest.param(
        "sigmoid(x)*(1-sigmoid(x))", "exp(-|x|)/(1+exp(-|x|))^2", id="sigmoid's slope in the form that can't overflow"
    ),
    # the sigmoid
    pytest.param("sigmoid(x)", "1/(1+exp(-x))", id="the sigmoid's definition"),
    pytest.param("sigmoid(x)", "exp(x)/(1+exp(x))", id="the sigmoid, expanded by e^x: inf/inf in floats"),
    pytest.param("sigmoid(x)", "(1+tanh(x/2))/2", id="the sigmoid through tanh"),
    pytest.param("sigmoid(x)", "1-sigmoid(-x)", id="the sigmoid's symmetry"),
    pytest.param("sigmoid(x)", "exp(-softplus(-x))", id="the sigmoid through softplus"),
    pytest.param("sigmoid(x)", "1/2+sinh(x)/(2+2*cosh(x))", id="the sigmoid through sinh and cosh"),
    pytest.param("sigmoid(x)", "1/(1+2^(-x/log(2)))", id="the sigmoid to base 2"),
    pytest.param(
        "sigmoid(x)",
        "piecewise(x>=0: 1/(1+exp(-x)), exp(x)/(1+exp(x)))",
        id="the sigmoid in two branches, as libraries compute it",
    ),
    pytest.param("log(sigmoid(x)/(1-sigmoid(x)))", "x", id="the logit undoes the sigmoid"),
    pytest.param("logsigmoid(x)", "log(sigmoid(x))", id="log-sigmoid by its name"),
    pytest.param("logsigmoid(x)", "x-softplus(x)", id="log-sigmoid as a difference of large numbers"),
    pytest.param("logsigmoid(x)", "min(0, x)-log(1+exp(-abs(x)))", id="log-sigmoid in its stable form"),
    # tanh
    pytest.param("tanh(x)", "2*sigmoid(2x)-1", id="tanh is a stretched sigmoid"),
    pytest.param("tanh(x)", "sigmoid(2x)-sigmoid(-2x)", id="tanh as a difference of sigmoids"),
    pytest.param("tanh(x)", "(exp(x)-exp(-x))/(exp(x)+exp(-x))", id="tanh's definition"),
    pytest.param("tanh(x)", "(exp(2x)-1)/(exp(2x)+1)", id="tanh, expanded by e^x"),
    pytest.param("tanh(x)", "1-2/(1+exp(2x))", id="tanh as a distance from 1"),
    pytest.param("tanh(x)", "sinh(x)/cosh(x)", id="tanh is sinh over cosh"),
    pytest.param("tanh(x)", "-tanh(-x)", id="tanh is odd"),
    pytest.param("tanh(x)", "sign(x)*(1-exp(-2|x|))/(1+exp(-2|x|))", id="tanh without overflow"),
    pytest.param("tanh(x)", "2*tanh(x/2)/(1+tanh(x/2)^2)", id="tanh of the double argument"),
    pytest.param("1-tanh(x)^2", "sech(x)^2", id="tanh's slope is sech squared"),
    pytest.param("1-tanh(x)^2", "1/cosh(x)^2", id="tanh's slope through cosh"),
    pytest.param("1-tanh(x)^2", "4/(exp(x)+exp(-x))^2", id="tanh's slope through exp"),
    pytest.param("1-tanh(x)^2", "4*sigmoid(2x)*(1-sigmoid(2x))", id="tanh's slope through the sigmoid"),
    pytest.param("1-tanh(x)^2", "(1-tanh(x))*(1+tanh(x))", id="tanh's slope as a third binomial formula"),
    pytest.param("tanhshrink(x)", "x+1-2*sigmoid(2x)", id="tanhshrink through the sigmoid"),
    # softplus
    pytest.param("softplus(x)", "log(1+exp(x))", id="naive softplus overflows and is right"),
    pytest.param("softplus(x)", "x+softplus(-x)", id="softplus and its mirror image differ by x"),
    pytest.param("softplus(x)", "max(x, 0)+log(1+exp(-abs(x)))", id="softplus in its stable form"),
    pytest.param("softplus(x)", "-log(sigmoid(-x))", id="softplus through the sigmoid"),
    pytest.param("softplus(x)", "-log(1-sigmoid(x))", id="softplus through 1 minus the sigmoid"),
    pytest.param("softplus(x)", "log(2)+x/2+log(cosh(x/2))", id="softplus, its odd part taken out"),
    pytest.param("softplus(x)", "log2(1+e^x)*log(2)", id="softplus through the logarithm to base 2"),
    pytest.param("softplus(x)", "log1p(exp(x))", id="softplus by log1p"),
    # ReLU and what is made of straight lines
    pytest.param("relu(x)", "(x+|x|)/2", id="relu is half of x plus its size"),
    pytest.param("relu(x)", "x*step(x)", id="relu is x gated by its sign"),
    pytest.param("relu(x)", "piecewise(x<0: 0, x)", id="relu with the flat side first"),
    pytest.param("relu(x)", "piecewise(x>0: x, 0)", id="relu with the rising side first"),
    pytest.param("relu(x)", "-min(0, -x)", id="relu by min"),
    pytest.param("relu(x)", "x-min(x, 0)", id="relu is x without its negative part"),
    pytest.param("relu(x)", "x*[x>0]", id="relu by an Iverson bracket"),
    pytest.param("relu(x)", "where(x>0, x, 0)", id="relu by where"),
    pytest.param("relu(x)", "(sqrt(x^2)+x)/2", id="relu by a root of a square"),
    pytest.param("relu(relu(x))", "relu(x)", id="relu twice is relu"),
    pytest.param("relu(3x)", "3*relu(x)", id="relu lets positive factors out"),
    pytest.param("relu(x)-relu(-x)", "x", id="two relus can be a straight line"),
    pytest.param("relu(x)+relu(-x)", "|x|", id="or a corner"),
    pytest.param("max(x, -x)", "|x|", id="the larger of x and -x"),
    pytest.param("x*sign(x)", "|x|", id="x times its sign"),
    pytest.param("sqrt(x^2)", "abs(x)", id="the root of a square"),
    pytest.param("|x|^2", "x^2", id="a square needs no bars"),
    pytest.param("max(x, 1)+min(x, 1)", "x+1", id="larger and smaller add up"),
    pytest.param("max(x, 1)", "(x+1+|x-1|)/2", id="max by a distance"),
    pytest.param("max(1, x, 2x)", "max(max(2x, x), 1)", id="max in any order and nesting"),
    pytest.param("leaky_relu(x)", "max(x, 0.01x)", id="leaky relu by max"),
    pytest.param("leaky_relu(x, 0.2)", "relu(x)-0.2*relu(-x)", id="leaky relu from two relus"),
    pytest.param("leaky_relu(x, 0.01)", "0.505x+0.495|x|", id="leaky relu, even and odd part"),
    pytest.param("relu6(x)", "max(0, min(6, x))", id="relu6 with max outside"),
    pytest.param("relu6(x)", "relu(x)-relu(x-6)", id="relu6 from two relus"),
    pytest.param("relu6(x)", "3+(|x|-|x-6|)/2", id="relu6 from two bars"),
    pytest.param("hardtanh(x)", "clip(x, -1, 1)", id="hardtanh is a clip"),
    pytest.param("hardtanh(x)", "(|x+1|-|x-1|)/2", id="hardtanh from two bars"),
    pytest.param("hardsigmoid(x)", "clip(x/6+1/2, 0, 1)", id="hardsigmoid is a clip"),
    pytest.param("hardswish(x)", "x*relu6(x+3)/6", id="hardswish through relu6"),
    pytest.param("hardswish(x)", "piecewise(x<=-3: 0, x>=3: x, x*(x+3)/6)", id="hardswish in three pieces"),
    pytest.param("hardshrink(x)", "x*[|x|>1/2]", id="hardshrink by an Iverson bracket"),
    pytest.param("softshrink(x)", "sign(x)*max(|x|-0.5, 0)", id="softshrink shortens by a half"),
    pytest.param("softshrink(x)", "x-clip(x, -0.5, 0.5)", id="softshrink is x without a clip"),
    # smooth activations
    pytest.param("elu(x)", "max(0, x)+min(0, exp(x)-1)", id="elu by max and min"),
    pytest.param("elu(x)", "relu(x)+exp(min(x, 0))-1", id="elu with the exponent cut off"),
    pytest.param("celu(x, 2)", "relu(x)+2*(exp(-relu(-x)/2)-1)", id="celu from relus"),
    pytest.param(
        "selu(x)",
        "1.0507009873554804934193349852946*elu(x, 1.6732632423543772848170429916717)",
        id="selu is a scaled elu",
    ),
    pytest.param("softsign(x)", "piecewise(x<0: x/(1-x), x/(1+x))", id="softsign without bars has no hole at 1 or -1"),
    pytest.param("softsign(x)", "sign(x)*(1-1/(1+|x|))", id="softsign as a distance from 1"),
    pytest.param("1/(1+|x|)^2", "(1-|softsign(x)|)^2", id="softsign's slope from its value"),
    pytest.param("silu(x)", "x/(1+exp(-x))", id="silu as one fraction"),
    pytest.param("silu(x)", "x*exp(x)/(1+exp(x))", id="silu, expanded by e^x"),
    pytest.param("silu(x)", "x/2*(1+tanh(x/2))", id="silu through tanh"),
    pytest.param("silu(x)-silu(-x)", "x", id="silu less its mirror image"),
    pytest.param("sigmoid(x)+x*sigmoid(x)*(1-sigmoid(x))", "silu(x)+sigmoid(x)*(1-silu(x))", id="silu's slope"),
    pytest.param("mish(x)", "x*tanh(log(1+exp(x)))", id="mish by its definition"),
    pytest.param("mish(x)", "x*((1+e^x)^2-1)/((1+e^x)^2+1)", id="mish without tanh and log"),
    pytest.param("mish(x)", "x*(exp(2x)+2*exp(x))/(exp(2x)+2*exp(x)+2)", id="mish as one fraction"),
    pytest.param("gelu(x)", "x/2*(1+erf(x/sqrt(2)))", id="gelu by erf"),
    pytest.param("gelu(x)", "x*erfc(-x/sqrt(2))/2", id="gelu by erfc"),
    pytest.param("gelu(x)", "x*Phi(x)", id="gelu by the normal distribution"),
    pytest.param("gelu(x)", "x-x*Phi(-x)", id="gelu by the other tail"),
    pytest.param("gelu(x)", "0.5x*(1+erf(x*sqrt(0.5)))", id="gelu with decimals"),
    pytest.param("gelu(x)-gelu(-x)", "x", id="gelu less its mirror image"),
    pytest.param(
        "Phi(x)+x*phi(x)", "(1+erf(x/sqrt(2)))/2+x*exp(-x^2/2)/sqrt(2pi)", id="gelu's slope, everything written out"
    ),
    pytest.param("erf(x)", "2*Phi(sqrt(2)*x)-1", id="erf through the normal distribution"),
    pytest.param("erf(x)+erfc(x)", "1", id="erf and erfc add up"),
    pytest.param(
        "gelu_tanh(x)", "x*sigmoid(2*sqrt(2/pi)*(x+0.044715x^3))", id="the approximate gelu through the sigmoid"
    ),
    pytest.param("gelu_tanh(x)", "0.5x*(1+tanh(sqrt(2/pi)*x*(1+0.044715x^2)))", id="the approximate gelu, x taken out"),
    # exponentials and logarithms
    pytest.param("e^x", "exp(x)", id="e to the x"),
    pytest.param("exp(2x)", "exp(x)^2", id="a square of e^x"),
    pytest.param("exp(-x)", "1/exp(x)", id="e to the minus x"),
    pytest.param("exp(x)*exp(-x)", "1", id="inf times 0 in floats"),
    pytest.param("exp(x+3)/exp(3)", "exp(x)", id="a shift is a factor"),
    pytest.param("2^x", "exp(x*log(2))", id="another base"),
    pytest.param("log(exp(x))", "x", id="the logarithm undoes exp"),
    pytest.param("log(x^2)", "2*log(|x|)", id="a logarithm of a square, with bars"),
    pytest.param("log(sqrt(x))", "log(x)/2", id="a logarithm of a root"),
    pytest.param("log(2x)", "log(2)+log(x)", id="a logarithm of a product"),
    pytest.param("log(1/x)", "-log(x)", id="a logarithm of a reciprocal"),
    pytest.param("log10(x)", "ln(x)/ln(10)", id="a logarithm to base 10"),
    pytest.param("exp(x)-1", "2*exp(x/2)*sinh(x/2)", id="expm1 through sinh"),
    pytest.param("exp(x)-1", "tanh(x/2)*(exp(x)+1)", id="expm1 through tanh"),
    # powers and roots
    pytest.param("x^2*x^3", "x^5", id="exponents add up"),
    pytest.param("x^0", "1", id="x^0 is 1, at 0 too"),
    pytest.param("x^-2", "1/x^2", id="a negative exponent"),
    pytest.param("x^(1/2)", "sqrt(x)", id="a root is a power"),
    pytest.param("x^1.5", "x*sqrt(x)", id="a half in the exponent"),
    pytest.param("cbrt(x)^3", "x", id="a cube root works for negative x too"),
    pytest.param("cbrt(x)", "sign(x)*|x|^(1/3)", id="a cube root by size and sign"),
    pytest.param("sqrt(x^2+2x+1)", "|x+1|", id="the root of a binomial square"),
    pytest.param("sqrt(x^4)", "x^2", id="the root of a fourth power needs no bars"),
    pytest.param("sign(x)*sqrt(|x|)", "x/sqrt(|x|+[x==0])", id="a signed root, its hole filled"),
    # algebra, some of it bad for floats
    pytest.param("(x+1)^2", "x^2+2x+1", id="the first binomial formula"),
    pytest.param("((x+3)*x+3)*x+1", "(x+1)^3", id="Horner's way"),
    pytest.param("(x-1)^6", "x^6-6x^5+15x^4-20x^3+15x^2-6x+1", id="a sixth power, multiplied out, cancels near 1"),
    pytest.param("(x^2-1)/(x-1)", "(x+1)*(x-1)/(x-1)", id="the same hole on both sides"),
    pytest.param("1/(x*(x+1))", "1/x-1/(x+1)", id="partial fractions"),
    pytest.param("(x+10^15)-10^15", "x", id="a large number added and taken away"),
    pytest.param("x*(0.1+0.2)", "0.3x", id="decimals are exact"),
    pytest.param("(1+x/10^20-1)*10^20", "x", id="a small number lost beside 1"),
    pytest.param("sqrt(x+1)-sqrt(x)", "1/(sqrt(x+1)+sqrt(x))", id="a difference of roots"),
    pytest.param("sqrt(x^2+1)-x", "1/(sqrt(x^2+1)+x)", id="a difference that cancels far to the right"),
    pytest.param("(1-cos(x))/x^2", "2*sin(x/2)^2/x^2", id="1 minus cosine cancels near 0"),
    pytest.param("1e200x*1e200", "1e400x", id="too large for floats on the way"),
    pytest.param("(x*1e-200)*1e-200", "x*1e-400", id="too small for floats everywhere"),
    # trigonometry
    pytest.param("sin(x)^2+cos(x)^2", "1", id="Pythagoras"),
    pytest.param("sin(2x)", "2sin(x)*cos(x)", id="sine of the double angle"),
    pytest.param("cos(2x)", "1-2sin(x)^2", id="cosine of the double angle"),
    pytest.param("sin(3x)", "3sin(x)-4sin(x)^3", id="sine of the triple angle"),
    pytest.param("cos(x)^2", "(1+cos(2x))/2", id="a square of cosine"),
    pytest.param("sin(x+pi/2)", "cos(x)", id="sine shifted by a quarter"),
    pytest.param("sin(x+2π)", "sin(x)", id="sine shifted by a turn"),
    pytest.param("tan(x)", "sin(x)/cos(x)", id="tangent has the poles of its fraction"),
    pytest.param("1+tan(x)^2", "sec(x)^2", id="the slope of the tangent"),
    pytest.param("sin(x)+cos(x)", "sqrt(2)*sin(x+pi/4)", id="a sum of waves is a wave"),
    # hyperbolic and inverse functions
    pytest.param("cosh(x)^2-sinh(x)^2", "1", id="hyperbolic Pythagoras: inf minus inf in floats"),
    pytest.param("cosh(x)+sinh(x)", "exp(x)", id="cosh and sinh add up to exp, cancelling on the left"),
    pytest.param("sinh(2x)", "2sinh(x)*cosh(x)", id="sinh of the double argument"),
    pytest.param("coth(x)", "1/tanh(x)", id="coth has one hole"),
    pytest.param("asinh(x)", "log(x+sqrt(x^2+1))", id="asinh by its logarithm"),
    pytest.param("acosh(x)", "log(x+sqrt(x^2-1))", id="acosh by its logarithm"),
    pytest.param("atanh(x)", "log((1+x)/(1-x))/2", id="atanh by its logarithm"),
    pytest.param("atanh(tanh(x))", "x", id="atanh undoes tanh, though tanh(20) is 1 in floats"),
    pytest.param("asinh(sinh(x))", "x", id="asinh undoes sinh"),
    pytest.param("acosh(cosh(x))", "|x|", id="acosh undoes cosh but for the sign"),
    pytest.param("acos(x)", "pi/2-asin(x)", id="the two arcs of a right angle"),
    pytest.param("cos(asin(x))", "sqrt(1-x^2)", id="cosine of an arcsine"),
    pytest.param("sin(atan(x))", "x/sqrt(1+x^2)", id="sine of an arctangent"),
    pytest.param("tan(atan(x))", "x", id="tangent of an arctangent"),
    pytest.param("atan(sinh(x))", "2*atan(tanh(x/2))", id="the Gudermannian in two ways"),
    pytest.param("atan(sinh(x))", "2*atan(exp(x))-pi/2", id="the Gudermannian in a third"),
    # steps and pieces
    pytest.param("sign(x)", "step(x)-step(-x)", id="sign from two steps"),
    pytest.param("sign(x)", "piecewise(x>0: 1, x<0: -1, 0)", id="sign in three pieces"),
    pytest.param("step(x)", "[x>0]", id="step is 0 at 0"),
    pytest.param("step(x)", "1-[x<=0]", id="step from its opposite"),
    pytest.param("sign(x)^2", "[x != 0]", id="the square of a sign"),
    pytest.param("ceil(x)", "-floor(-x)", id="ceil is floor in the mirror"),
    pytest.param("floor(x+1)", "floor(x)+1", id="floor lets whole numbers out"),
    pytest.param("piecewise(x<0: -1, x<1: x, 1)", "piecewise(x>=1: 1, x>=0: x, -1)", id="pieces from right to left"),
    pytest.param("piecewise(x<0: 1, x<-1: 7, 0)", "[x<0]", id="a piece that is never reached"),
    pytest.param("[0<x<1]", "[x>0]*[x<1]", id="a chain is a product of brackets"),
    pytest.param("[x<0 or x>1]", "1-[0<=x<=1]", id="outside is not inside"),
    pytest.param("piecewise(not x>0: 0, x)", "relu(x)", id="a condition denied"),
    pytest.param(
        "piecewise(x<0: sin(x), x>=0: x)", "min(x, 0)-min(x, 0)+piecewise(x>=0: x, sin(x))", id="no rest left"
    ),
    pytest.param("piecewise(x==0: 1, sin(x)/x)", "sinc(x)", id="a hole filled"),
    # spellings
    pytest.param(r"\frac{1}{1+e^{-x}}", "sigmoid(x)", id="the sigmoid in LaTeX"),
    pytest.param(r"\sigma(x)\left(1-\sigma(x)\right)", "sigmoid(x)*(1-sigmoid(x))", id="its slope in LaTeX"),
    pytest.param(
        r"\frac{x}{2}\left(1+\operatorname{erf}\left(\frac{x}{\sqrt{2}}\right)\right)", "gelu(x)", id="gelu in LaTeX"
    ),
    pytest.param(r"\frac{x}{1+\left|x\right|}", "softsign(x)", id="softsign in LaTeX"),
    pytest.param(r"\max(0, x)", "relu(x)", id="max in LaTeX"),
    pytest.param(r"\ln\left(1+e^{x}\right)", "softplus(x)", id="softplus in LaTeX"),
    pytest.param(r"\sqrt[3]{x}", "cbrt(x)", id="a cube root in LaTeX"),
    pytest.param(r"\begin{cases} x & x > 0 \\ e^{x}-1 & \text{otherwise} \end{cases}", "elu(x)", id="cases in LaTeX"),
    pytest.param("x·σ(x)", "x*sigmoid(x)", id="a dot and a sigma"),
    pytest.param("−x²", "-(x^2)", id="a typographic minus and a raised 2"),
    # numbers
    pytest.param("sqrt(2)*sqrt(3)", "sqrt(6)", id="a product of roots"),
    pytest.param("((1+sqrt(5))/2)^2", "(1+sqrt(5))/2+1", id="the golden ratio's equation"),
    pytest.param("cbrt(2+sqrt(5))+cbrt(2-sqrt(5))", "1", id="Cardano's 1"),
    pytest.param("sqrt(3+2sqrt(2))", "1+sqrt(2)", id="a root inside a root"),
    pytest.param("16atan(1/5)-4atan(1/239)", "pi", id="Machin's formula"),
    pytest.param("cos(pi/3)", "0.5", id="cosine of 60 degrees"),
    pytest.param("sin(pi/12)", "(sqrt(6)-sqrt(2))/4", id="sine of 15 degrees"),
    pytest.param("sinh(log(2))", "3/4", id="a rational value of sinh"),
    pytest.param("log(8)/log(2)", "3", id="a whole logarithm"),
    pytest.param("max(e^pi, pi^e)", "e^pi", id="the larger of e^pi and pi^e"),
    pytest.param("floor(pi)+ceil(e)", "6", id="roundings of constants"),
    pytest.param("|1-sqrt(2)|", "sqrt(2)-1", id="bars around a negative number"),
    pytest.param("0.125", "1/8", id="a decimal and a fraction"),
]

SAME_IN_TWO = [
    pytest.param("(x+y)^2", "x^2+2x*y+y^2", id="the first binomial formula"),
    pytest.param("exp(x+y)", "exp(x)*exp(y)", id="exp of a sum"),
    pytest.param("max(x, y)", "(x+y+|x-y|)/2", id="max by a distance"),
    pytest.param("max(x, y)*min(x, y)", "x*y", id="larger times smaller"),
    pytest.param("max(x, y)", "x+relu(y-x)", id="max by relu"),
    pytest.param("exp(x)/(exp(x)+exp(y))", "sigmoid(x-y)", id="softmax of two is a sigmoid"),
    pytest.param("log(exp(x)+exp(y))", "max(x, y)+log(1+exp(-|x-y|))", id="log-sum-exp in its stable form"),
    pytest.param("x+softplus(y-x)", "y+softplus(x-y)", id="log-sum-exp is symmetric"),
    pytest.param("sin(x+y)", "sin(x)*cos(y)+cos(x)*sin(y)", id="sine of a sum"),
    pytest.param("cos(x)*cos(y)", "(cos(x-y)+cos(x+y))/2", id="a product of cosines"),
    pytest.param("prelu(x, y)", "max(0, x)+y*min(0, x)", id="a relu whose slope is a variable"),
    pytest.param("silu(x, y)", "x/(1+exp(-x*y))", id="swish with its parameter"),
    pytest.param("(x-y)*(x^2+x*y+y^2)", "x^3-y^3", id="a difference of cubes"),
    pytest.param("sqrt(x^2*y^2)", "|x|*|y|", id="bars go over products"),
]

DIFFERENT = [
    # wrong slopes of the sigmoid
    pytest.param("sigmoid(x)*(1-sigmoid(x))", "sigmoid(x)*(1+sigmoid(x))", id="sigmoid's slope with a sign slip"),
    pytest.param("sigmoid(x)*(1-sigmoid(x))", "1-sigmoid(x)^2", id="tanh's rule for the sigmoid"),
    pytest.param("sigmoid(x)*(1-sigmoid(x))", "x*(1-x)", id="the rule for the output applied to the input"),
    pytest.param("sigmoid(x)*(1-sigmoid(x))", "-exp(-x)/(1+exp(-x))^2", id="the inner minus lost"),
    pytest.param("sigmoid(x)*(1-sigmoid(x))", "exp(-x)/(1+exp(-x))", id="the square of the quotient rule forgotten"),
    pytest.param("sigmoid(x)*(1-sigmoid(x))", "sigmoid(x)", id="sigmoid's slope is not the sigmoid"),
    pytest.param("1-sigmoid(x)", "-sigmoid(x)", id="the sigmoid is not odd"),
    pytest.param("1-sigmoid(x)", "sigmoid(1-x)", id="a 1 moved inside"),
    # wrong tanhs
    pytest.param("1-tanh(x)^2", "tanh(x)*(1-tanh(x))", id="the sigmoid's rule for tanh"),
    pytest.param("1-tanh(x)^2", "sech(x)", id="the square missing on sech"),
    pytest.param("1-tanh(x)^2", "1-tanh(x)", id="the square missing on tanh"),
    pytest.param("1-tanh(x)^2", "1+tanh(x)^2", id="the tangent's rule for tanh"),
    pytest.param("1-tanh(x)^2", "1-x^2", id="tanh's rule for the output applied to the input"),
    pytest.param("tanh(x)", "2*sigmoid(x)-1", id="the inner 2 forgotten"),
    pytest.param("tanh(x)", "sigmoid(2x)-1", id="the outer 2 forgotten"),
    pytest.param("tanh(x)", "sigmoid(x)-1/2", id="a sigmoid moved down is not tanh"),
    pytest.param("tanh(x)", "2/(1+exp(2x))-1", id="tanh misprinted without the minus"),
    pytest.param("tanh(x)", "x*(27+x^2)/(27+9x^2)", id="a rational approximation of tanh"),
    pytest.param("tanh(x)", "erf(sqrt(pi)/2*x)", id="erf with tanh's slope at 0"),
    pytest.param("tanh(x)", "2/pi*atan(pi/2*x)", id="arctangent with tanh's slope and range"),
    pytest.param("tanh(x)", "hardtanh(x)", id="hardtanh is not tanh"),
    pytest.param("tanh(x)", "x/sqrt(1+x^2)", id="another curve from -1 to 1"),
    # wrong slopes of others
    pytest.param("step(x)", "1", id="relu's slope is not 1 everywhere"),
    pytest.param("step(x)", "x", id="relu's slope is not x"),
    pytest.param("piecewise(x>0: 1, 0.01)", "step(x)", id="leaky relu's slope is not 0 on the left"),
    pytest.param("piecewise(x>0: 1, 0.01)", "piecewise(x>0: 1, -0.01)", id="leaky relu does not rise to the left"),
    pytest.param("sigmoid(x)+x*sigmoid(x)*(1-sigmoid(x))", "sigmoid(x)*(1-sigmoid(x))", id="silu's slope without s"),
    pytest.param("sigmoid(x)+x*sigmoid(x)*(1-sigmoid(x))", "sigmoid(x)+x*sigmoid(x)", id="silu's slope without 1-s"),
    pytest.param("sigmoid(x)+x*sigmoid(x)*(1-sigmoid(x))", "x*sigmoid(x)*(1-sigmoid(x))", id="half a product rule"),
    pytest.param("sigmoid(x)", "1/(1+exp(x))", id="softplus' slope with e^x lost"),
    pytest.param("sigmoid(x)", "1/(1+exp(x))*exp(-x)", id="softplus' slope with e^-x for e^x"),
    pytest.param("Phi(x)+x*phi(x)", "Phi(x)", id="gelu's slope without its second half"),
    pytest.param("Phi(x)+x*phi(x)", "x*phi(x)", id="gelu's slope without its first half"),
    pytest.param("Phi(x)+x*phi(x)", "Phi(x)+x*2/sqrt(pi)*exp(-x^2)", id="erf's slope without the inner root"),
    pytest.param("1/(2*sqrt(|x|))", "sign(x)/(2*sqrt(|x|))", id="the slope of a signed root is positive"),
    pytest.param("1/(1+|x|)^2", "1-softsign(x)^2", id="softsign's slope misprinted as tanh's"),
    pytest.param("1/(1+|x|)^2", "1/(1+|x|)", id="softsign's slope without the square"),
    pytest.param("2*cos(2x)", "cos(2x)", id="the inner slope forgotten"),
    pytest.param("-2x*exp(-x^2)", "2x*exp(-x^2)", id="the sign of the inner slope lost"),
    pytest.param("3x^2", "x^2", id="a factor missing"),
    pytest.param("cos(x)", "-cos(x)", id="only the sign is wrong"),
    # names mixed up
    pytest.param("gelu(x)", "silu(x)", id="gelu is not silu"),
    pytest.param("gelu(x)", "gelu_tanh(x)", id="gelu is not its approximation by tanh"),
    pytest.param("gelu(x)", "x*sigmoid(1.702x)", id="gelu is not its approximation by the sigmoid"),
    pytest.param("gelu(x)", "x*(1+erf(x/sqrt(2)))", id="gelu without the half"),
    pytest.param("gelu(x)", "x/2*(1+erf(x))", id="gelu without the root of 2"),
    pytest.param("Phi(x)", "phi(x)", id="distribution and density"),
    pytest.param("mish(x)", "silu(x)", id="mish is not silu"),
    pytest.param("mish(x)", "x*tanh(exp(x))", id="mish without its logarithm"),
    pytest.param("relu(x)", "softplus(x)", id="softplus is not relu"),
    pytest.param("relu(x)", "softplus(1000x)/1000", id="a sharp softplus is not relu"),
    pytest.param("relu(x)", "x/(1+exp(-1000x))", id="a sharp swish is not relu"),
    pytest.param("|x|", "max(0, x)", id="agreeing for positive x is not enough"),
    pytest.param("|x|", "x", id="bars matter for negative x"),
    pytest.param("sqrt(x^2)", "x", id="the root of a square is not x"),
    pytest.param("|x|", "sqrt(x^2+10^-12)", id="a rounded corner is not a corner"),
    pytest.param("relu6(x)", "relu(x)", id="relu6 stops at 6"),
    pytest.param("relu6(x)", "min(max(0, x), 6.0001)", id="relu6 stops at 6 exactly"),
    pytest.param("hardshrink(x)", "softshrink(x)", id="hardshrink jumps, softshrink does not"),
    pytest.param("hardsigmoid(x)", "clip(0.2x+0.5, 0, 1)", id="two libraries, two hard sigmoids"),
    pytest.param("hardswish(x)", "silu(x)", id="hardswish is not swish"),
    pytest.param("sigmoid(x)", "(softsign(x)+1)/2", id="the fast sigmoid is another function"),
    pytest.param("elu(x)", "elu(x, 1.001)", id="a parameter a little off"),
    pytest.param("elu(x, 2)", "celu(x, 2)", id="celu scales inside too"),
    pytest.param("selu(x)", "1.0507*elu(x, 1.6733)", id="selu's constants, rounded"),
    pytest.param(
        "selu(x)", "1.0507009873554805*elu(x, 1.6732632423543772)", id="selu's constants, rounded to a float's digits"
    ),
    pytest.param("leaky_relu(x)", "leaky_relu(x, 0.1)", id="another leak"),
    pytest.param("leaky_relu(x)", "leaky_relu(x, -0.01)", id="a leak that rises"),
    pytest.param("silu(x)", "silu(x, 1.0000001)", id="swish with a parameter next to 1"),
    pytest.param("softplus(x)", "log2(1+exp(x))", id="the logarithm to base 2"),
    pytest.param("log(x)", "log10(x)", id="log is the natural one"),
    # how it is written
    pytest.param("-x^2", "(-x)^2", id="minus a square is not the square of minus x"),
    pytest.param("sin(x)^2", "sin(x^2)", id="the square of sine is not sine of the square"),
    pytest.param("2^(3^x)", "(2^3)^x", id="powers go from right to left"),
    pytest.param("1/2*x", "1/(2x)", id="what the fraction line covers"),
    pytest.param("exp(-x)", "exp(x)", id="the minus in the exponent lost"),
    pytest.param("exp(-x^2)", "exp(-x)^2", id="what is squared"),
    pytest.param("sin(x)", "sin(pi*x/180)", id="degrees"),
    pytest.param("atan(tan(x))", "x", id="arctangent of a tangent comes back to one branch"),
    pytest.param("asin(sin(x))", "x", id="arcsine of a sine is a zigzag"),
    # almost right
    pytest.param("x", "x+1e-12", id="a constant of 1e-12"),
    pytest.param("relu(x)", "relu(x)+1e-15", id="a constant that floats lose beside 1"),
    pytest.param("tanh(x)", "tanh(x)+1e-30", id="a constant no float can see"),
    pytest.param("sin(x)", "(1+1e-20)*sin(x)", id="a factor no float can see"),
    pytest.param("x^2", "|x|^2.000001", id="an exponent a little off"),
    pytest.param("exp(x)", "(1+x/1024)^1024", id="compound interest is not quite exp"),
    pytest.param("sin(x)", "x-x^3/6+x^5/120-x^7/5040", id="the beginning of a series"),
    pytest.param("tanh(x)", "piecewise(|x|<0.001: x, tanh(x))", id="straight near 0"),
    pytest.param("tanh(x)", "piecewise(|x|>9.01: sign(x), tanh(x))", id="saturated as float32 is"),
    pytest.param("softplus(x)", "piecewise(x>20: x, log(1+exp(x)))", id="softplus with a library's threshold"),
    pytest.param("sigmoid(x)", "max(sigmoid(x), 1e-20)", id="cut off where floats are still fine"),
    # wrong only far away
    pytest.param("x", "piecewise(x>50: x+1, x)", id="wrong for x > 50 alone"),
    pytest.param("silu(x)", "piecewise(x<-30: 0, silu(x))", id="wrong below -30 alone"),
    pytest.param("tanh(x)", "piecewise(x>123456: 0, tanh(x))", id="wrong beyond 123456 alone"),
    pytest.param("exp(x)", "piecewise(x>800: 2*exp(x), exp(x))", id="wrong where floats overflow"),
    pytest.param("exp(x)", "piecewise(x<-800: 2*exp(x), exp(x))", id="wrong where floats underflow"),
    pytest.param("softplus(x)", "log(1+min(exp(x), 10^30))", id="cut off above 69"),
    pytest.param("exp(x)*1e-300", "0", id="next to nothing, and growing"),
    pytest.param("exp(x)*1e-300", "exp(x)*1e-301", id="two small factors"),
    pytest.param("1e-320x", "0", id="smaller than floats like"),
    pytest.param("1e-350x", "2e-350x", id="smaller than floats go"),
    pytest.param("x^300*1e300", "x^300*2e300", id="larger than floats go"),
    # wrong in a small place
    pytest.param("tanh(x)", "piecewise(x==17.3: 5, tanh(x))", id="wrong at one point"),
    pytest.param("sin(x)", "piecewise(x==1/3: 0, sin(x))", id="wrong at a third"),
    pytest.param("x", "piecewise(3*x==2: 0, x)", id="wrong where an equation holds"),
    pytest.param("tanh(x)", "tanh(x)+piecewise(|x-2.5|<0.0005: 0.1, 0)", id="a bump of width 1e-3"),
    pytest.param("tanh(x)", "tanh(x)+piecewise(|x-1.234567|<5e-7: 0.1, 0)", id="a bump of width 1e-6"),
    pytest.param("tanh(x)", "tanh(x)+exp(-1e6*(x-7.7)^2)", id="a smooth bump"),
    pytest.param("x", "piecewise(3<x<3.01: 2, x)", id="wrong in an interval"),
    pytest.param("x", "x+sin(pi*x)", id="right at every whole number"),
    pytest.param("x", "x+sin(1024*pi*x)", id="right at every number with ten binary places"),
    pytest.param("x", "x+x*(x-1)*(x+1)*(x-2)*(x+2)*1e-6", id="right at -2, -1, 0, 1 and 2"),
    # steps
    pytest.param("floor(x)", "ceil(x)-1", id="floor and ceil meet at whole numbers"),
    pytest.param("floor(x+1/2)", "ceil(x-1/2)", id="rounding halves up and down"),
    pytest.param("step(x)", "[x>=0]", id="a step is 0 at 0"),
    pytest.param("step(x)", "(1+sign(x))/2", id="half a step at 0"),
    pytest.param("sign(x)", "2*step(x)-1", id="the sign of 0 is 0"),
    pytest.param("hardshrink(x)", "x*[|x|>=1/2]", id="ends of an interval"),
    pytest.param(
        "piecewise(x<1: 0, x<2: 1, 2)", "piecewise(x<2: 1, x<1: 0, 2)", id="the first piece that holds counts"
    ),
    # numbers
    pytest.param("pi", "355/113", id="a fraction near pi"),
    pytest.param("pi", "3.141592653589793", id="pi as a float"),
    pytest.param("e", "2.71828182845904523536", id="e to 21 digits"),
    pytest.param("exp(pi*sqrt(163))", "640320^3+744", id="Ramanujan's almost whole number"),
    pytest.param("pi^4+pi^5", "e^6", id="a near miss to seven digits"),
    pytest.param("cos(355/113)", "-1", id="almost a full half turn"),
    pytest.param("22pi^4", "2143", id="another almost whole number"),
    pytest.param("sin(10^30*x)", "x", id="too fast for floats, and still not x"),
]

DIFFERENT_IN_TWO = [
    pytest.param("x-y", "y-x", id="the order of a difference"),
    pytest.param("x^2+y^2", "(x+y)^2", id="the middle term lost"),
    pytest.param("sqrt(x^2+y^2)", "|x|+|y|", id="roots of sums"),
    pytest.param("max(x, y)", "|x-y|", id="the larger is not the distance"),
    pytest.param("max(x, y)", "x+y", id="they agree where the other is 0"),
    pytest.param("log(exp(x)+exp(y))", "max(x, y)", id="log-sum-exp is not max"),
    pytest.param("x*y", "x*(y+1e-9)", id="a little off in the second variable"),
    pytest.param("x*y", "piecewise(x==y: 0, x*y)", id="wrong on the diagonal"),
    pytest.param("exp(x)/(exp(x)+exp(y))", "sigmoid(y-x)", id="the other half of the softmax"),
    pytest.param("x", "y", id="the wrong variable"),
]

DOMAINS = [
    pytest.param("x/x", "1", None, "right wider", id="a fraction has a hole"),
    pytest.param("x/x", "1", "x != 0", "same", id="outside the hole it is the same"),
    pytest.param("log(x^2)", "2*log(x)", None, "left wider", id="a square lets negative x in"),
    pytest.param("log(x^2)", "2*log(x)", "x > 0", "same", id="for positive x they are the same"),
    pytest.param("exp(log(x))", "x", None, "right wider", id="a logarithm needs positive x"),
    pytest.param("sqrt(x)^2", "x", None, "right wider", id="a root needs x from 0"),
    pytest.param("sqrt(x)^2", "x", "x >= 0", "same", id="there it is the same"),
    pytest.param("x^(1/3)", "cbrt(x)", None, "right wider", id="a third in the exponent is no cube root"),
    pytest.param("(x^2-1)/(x-1)", "x+1", None, "right wider", id="cancelling fills a hole"),
    pytest.param("(x^2-2)/(x-sqrt(2))", "x+sqrt(2)", None, "right wider", id="even an irrational one"),
    pytest.param("1/(1+cos(x))", "1/(1+cos(x))*1", None, "same", id="the same poles on both sides"),
    pytest.param("1/(x^4-4*x^2+4)", "1/(x^2-2)^2", None, "same", id="the same double roots, written differently"),
    pytest.param("x^2+0*log(1+cos(x))", "x^2", None, "right wider", id="even where a logarithm's argument touches 0"),
    pytest.param("tan(x)*cos(x)", "sin(x)", None, "right wider", id="infinitely many of them"),
    pytest.param("cot(x)", "1/tan(x)", None, "left wider", id="one over tangent misses the poles of the tangent"),
    pytest.param("tan(x/2)", "(1-cos(x))/sin(x)", None, "left wider", id="the half angle has a hole at 0"),
    pytest.param("1/(1/x)", "x", None, "right wider", id="twice one over"),
    pytest.param("x/(x+1)", "1/(1+1/x)", None, "left wider", id="a fraction in a fraction"),
    pytest.param("0*log(x)", "0", None, "right wider", id="0 times nothing is nothing"),
    pytest.param("|x|/x", "sign(x)", None, "right wider", id="a sign by division"),
    pytest.param("sin(asin(x))", "x", None, "right wider", id="an arcsine ends at 1"),
    pytest.param("asin(x)+acos(x)", "pi/2", None, "right wider", id="a constant on an interval"),
    pytest.param("tanh(atanh(x))", "x", None, "right wider", id="the ends left out"),
    pytest.param("cosh(acosh(x))", "x", None, "right wider", id="one half line"),
    pytest.param("piecewise(x>0: x)", "relu(x)", None, "right wider", id="a piece missing"),
    pytest.param("sqrt(x)*sqrt(x-1)", "sqrt(x*(x-1))", None, "right wider", id="roots of a product"),
    pytest.param("log(x*(x-2))", "log(x)+log(x-2)", None, "left wider", id="logarithm of a product"),
    pytest.param("x/x", "(x-1)/(x-1)", None, "differs", id="each has its own hole"),
    pytest.param("sqrt(x+1)^2", "(x+1)*(x-3)/(x-3)", None, "differs", id="a half line against a hole"),
    pytest.param("sqrt(x^2)", "x", "x >= 0", "same", id="the root of a square for x from 0"),
    pytest.param("asin(sin(x))", "x", "-1 < x < 1", "same", id="one branch of the arcsine"),
    pytest.param("atan(x)+atan(1/x)", "pi/2", "x > 0", "same", id="complementary angles"),
    pytest.param("floor(x)", "0", "0 <= x < 1", "same", id="floor on its first step"),
    pytest.param("max(x, 3)", "x", "x > 3 or x == 3", "same", id="beyond the corner"),
]

DIFFERENT_WHERE = [
    pytest.param("|x|", "x", "x < 0", id="bars on the left"),
    pytest.param("log(x^2)", "log(x)", "x > 0", id="the factor 2 matters"),
    pytest.param("floor(x)", "0", "0 <= x <= 1", id="the right end belongs to the next step"),
    pytest.param("x", "piecewise(x>50: x+1, x)", "x > 10", id="wrong beyond 50"),
]

NEVER_SAME = [
    pytest.param("9^9^9^9", "9^9^9^9+1", id="too large to tell apart"),
    pytest.param("x+9^9^9^9", "x+9^9^9^9+1", id="too large, with a variable"),
    pytest.param("x", "x+sin(5471161812032716800000000000000*pi*x)", id="right at every simple fraction"),
    pytest.param("x", "x+[x>1e9]", id="a step at the largest literal looked at"),
    pytest.param("x", "x+max(0, x-100000000)", id="a corner far out, where floats are coarse"),
    pytest.param("tanh(x)", "tanh(x)+exp(-1e6*(x-pi)^2)", id="a narrow bump around pi"),
    pytest.param("log(x)", "log(-x)", id="nowhere defined together"),
    pytest.param("sqrt(-1-x^2)", "log(-1-x^2)", id="nowhere defined at all"),
]


def _same(f: Formula, g: Formula) -> None:
    for outcome in (equal(f, g), equal(g, f)):
        assert isinstance(outcome, Same), outcome
        assert outcome.domain == "same", outcome


@pytest.mark.parametrize(("left", "right"), SAME)
def test_two_ways_to_write_a_function_are_the_same(left: str, right: str) -> None:
    _same(parse(left), parse(right))


@pytest.mark.parametrize(("left", "right"), SAME_IN_TWO)
def test_two_ways_to_write_a_function_of_two_variables_are_the_same(left: str, right: str) -> None:
    _same(parse(left, ("x", "y")), parse(right, ("x", "y")))


def _different(f: Formula, g: Formula, where: str | None = None) -> None:
    for a, b in ((f, g), (g, f)):
        outcome = equal(a, b, where)
        assert isinstance(outcome, Different), outcome
        left, right = a.digits(outcome.at, DIGITS), b.digits(outcome.at, DIGITS)
        assert left is not None, outcome
        assert right is not None, outcome
        assert abs(left - right) > REAL * max(abs(left), abs(right)), outcome
        assert isclose(outcome.left, float(left), rel_tol=1e-12, abs_tol=1e-300), outcome
        assert isclose(outcome.right, float(right), rel_tol=1e-12, abs_tol=1e-300), outcome


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_a_wrong_neighbour_is_told_apart_by_a_real_witness(left: str, right: str) -> None:
    _different(parse(left), parse(right))


@pytest.mark.parametrize(("left", "right"), DIFFERENT_IN_TWO)
def test_a_wrong_neighbour_of_two_variables_is_told_apart_by_a_real_witness(left: str, right: str) -> None:
    _different(parse(left, ("x", "y")), parse(right, ("x", "y")))


@pytest.mark.parametrize(("left", "right", "where"), DIFFERENT_WHERE)
def test_a_difference_counts_where_the_condition_holds(left: str, right: str, where: str) -> None:
    _different(parse(left), parse(right), where)


MIRRORED: dict[Domain, Domain] = {
    "same": "same",
    "left wider": "right wider",
    "right wider": "left wider",
    "differs": "differs",
}


@pytest.mark.parametrize(("left", "right", "where", "domain"), DOMAINS)
def test_the_same_values_on_two_domains_are_told_from_the_same_function(
    left: str, right: str, where: str | None, domain: Domain
) -> None:
    for a, b, expected in ((left, right, domain), (right, left, MIRRORED[domain])):
        outcome = equal(parse(a), parse(b), where)
        assert isinstance(outcome, Same), outcome
        assert outcome.domain == expected, outcome


def test_domains_in_two_variables_are_told_apart_too() -> None:
    product, total = parse("log(x*y)", ("x", "y")), parse("log(x)+log(y)", ("x", "y"))
    outcome = equal(product, total)
    assert isinstance(outcome, Same)
    assert outcome.domain == "left wider"
    outcome = equal(product, total, "x > 0 and y > 0")
    assert isinstance(outcome, Same)
    assert outcome.domain == "same"


@pytest.mark.parametrize(("left", "right"), NEVER_SAME)
def test_what_cannot_be_compared_is_never_called_the_same(left: str, right: str) -> None:
    for a, b in ((left, right), (right, left)):
        assert isinstance(equal(parse(a), parse(b)), (Unknown, Different))


def test_nothing_is_the_same_where_no_point_satisfies_the_condition() -> None:
    assert isinstance(equal(parse("x"), parse("2x"), "x > 1 and x < 0"), Unknown)


def test_a_number_too_large_to_say_is_itself() -> None:
    assert equal(parse("9^9^9^9"), parse("9^9^9^9")) == Same(how="proved")


TEXTS = sorted({text for row in (*SAME, *DIFFERENT) for text in row.values if isinstance(text, str)})


@settings(deadline=None)
@given(st.sampled_from(TEXTS))
def test_every_formula_is_itself(text: str) -> None:
    assert equal(parse(text), parse(f" {text} ")) == Same(how="proved")


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS))
def test_equality_is_symmetric(left: str, right: str) -> None:
    there, back = equal(parse(left), parse(right)), equal(parse(right), parse(left))
    assert type(there) is type(back)
    assert MIRRORED[there.domain] == back.domain


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(TEXTS), st.fractions(min_value=Fraction(1, 1000), max_denominator=1000))
def test_a_constant_added_makes_another_function_or_one_that_cannot_be_compared(text: str, shift: Fraction) -> None:
    moved = parse(f"({text})+{shift.numerator}/{shift.denominator}")
    assert not isinstance(equal(parse(text), moved), Same)
